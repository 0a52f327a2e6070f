-- AlterTable
ALTER TABLE "order" ADD COLUMN     "handed_in" JSONB;
