-- CreateEnum
CREATE TYPE "LegalTextKind" AS ENUM ('IMPRINT', 'TERMS', 'PRIVACY', 'WITHDRAWAL');

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "legal_text_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- CreateTable
CREATE TABLE "legal_text" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "kind" "LegalTextKind" NOT NULL,
    "language" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "legal_text_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "legal_text_brand_id_kind_language_version_key" ON "legal_text"("brand_id", "kind", "language", "version");

-- CreateIndex
CREATE UNIQUE INDEX "legal_text_brand_id_id_key" ON "legal_text"("brand_id", "id");

-- What somebody agreed to does not change afterwards: another version is another row.
create trigger legal_text_is_final before update or delete on legal_text for each row execute function forbid_rewriting();
select fence_brands();
