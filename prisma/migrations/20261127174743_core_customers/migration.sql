-- CreateEnum
CREATE TYPE "BankPurpose" AS ENUM ('DEBIT', 'PAYOUT');

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "phone_key" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "bank_account" ADD COLUMN     "purpose" "BankPurpose" NOT NULL DEFAULT 'DEBIT';

-- AlterTable
ALTER TABLE "customer_change" ADD COLUMN     "version" INTEGER;

-- CreateIndex
CREATE INDEX "customer_brand_id_phone_key_idx" ON "customer"("brand_id", "phone_key");

-- CreateIndex
CREATE INDEX "customer_brand_id_register_number_idx" ON "customer"("brand_id", "register_number");

-- CreateIndex
CREATE INDEX "customer_brand_id_vat_id_idx" ON "customer"("brand_id", "vat_id");

-- CreateIndex
CREATE INDEX "agreement_brand_id_created_at_id_idx" ON "agreement"("brand_id", "created_at", "id");
