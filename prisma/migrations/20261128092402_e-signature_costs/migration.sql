-- CreateEnum
CREATE TYPE "ESignatureKind" AS ENUM ('CONTRACT', 'COSTS');

-- AlterEnum
ALTER TYPE "ESignatureState" ADD VALUE 'WITHDRAWN';

-- AlterTable
ALTER TABLE "e_signature_request" ADD COLUMN     "kind" "ESignatureKind" NOT NULL DEFAULT 'CONTRACT',
ADD COLUMN     "valid_until" DATE;

-- CreateTable
CREATE TABLE "e_signature_cost" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "request_id" UUID NOT NULL,
    "contract_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "net_cents" INTEGER NOT NULL,
    "vat_rate" DECIMAL(5,4) NOT NULL,
    "gross_cents" INTEGER NOT NULL,
    "is_accepted" BOOLEAN,

    CONSTRAINT "e_signature_cost_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "e_signature_cost_brand_id_contract_id_idx" ON "e_signature_cost"("brand_id", "contract_id");

-- CreateIndex
CREATE UNIQUE INDEX "e_signature_cost_brand_id_request_id_position_key" ON "e_signature_cost"("brand_id", "request_id", "position");

select fence_brands();
