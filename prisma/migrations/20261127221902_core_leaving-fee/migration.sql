-- AlterTable
ALTER TABLE "contract" ADD COLUMN     "leaving_fee" JSONB;

-- AlterTable
ALTER TABLE "tariff_price" ADD COLUMN     "leaving_fee" JSONB;
