-- AlterTable
ALTER TABLE "brand" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);
