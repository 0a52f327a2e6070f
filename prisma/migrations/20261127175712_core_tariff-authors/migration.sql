-- AlterTable
ALTER TABLE "tariff_price" ADD COLUMN     "authors" TEXT[] DEFAULT ARRAY[]::TEXT[];
