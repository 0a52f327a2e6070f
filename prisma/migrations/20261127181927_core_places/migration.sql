-- AlterTable
ALTER TABLE "place" ADD COLUMN     "is_company" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "search" TEXT NOT NULL,
ADD COLUMN     "weight" INTEGER NOT NULL;
