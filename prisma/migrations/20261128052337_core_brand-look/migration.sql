-- AlterTable
ALTER TABLE "brand" ADD COLUMN     "account" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "number_prefix" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sender" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "brand_logo" (
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "bytes" BYTEA NOT NULL,
    "print" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brand_logo_pkey" PRIMARY KEY ("brand_id")
);

select fence_brands();
