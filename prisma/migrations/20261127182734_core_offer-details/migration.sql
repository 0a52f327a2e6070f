-- AlterTable
ALTER TABLE "quote_offer" ADD COLUMN     "details" JSONB NOT NULL DEFAULT '{}';
