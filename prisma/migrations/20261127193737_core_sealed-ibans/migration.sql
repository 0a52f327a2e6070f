-- AlterTable
ALTER TABLE "import_row" ADD COLUMN     "sealed" JSONB;

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "iban_sealed" TEXT;
