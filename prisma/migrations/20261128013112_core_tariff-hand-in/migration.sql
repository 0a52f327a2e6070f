-- AlterTable
ALTER TABLE "tariff_price" ADD COLUMN     "handed_in_at" TIMESTAMPTZ(3),
ADD COLUMN     "handed_in_by" TEXT;

-- CreateIndex
CREATE INDEX "order_brand_id_submitted_at_idx" ON "order"("brand_id", "submitted_at");
