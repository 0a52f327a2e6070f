-- AlterTable
ALTER TABLE "contract" ADD COLUMN     "has_metering_point" BOOLEAN NOT NULL DEFAULT true;
