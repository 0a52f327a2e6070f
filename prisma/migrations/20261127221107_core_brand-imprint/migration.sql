-- AlterTable
ALTER TABLE "brand" ADD COLUMN     "imprint" JSONB NOT NULL DEFAULT '{}';
