-- AlterTable
ALTER TABLE "tariff_price" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;
