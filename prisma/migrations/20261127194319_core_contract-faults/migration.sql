-- AlterTable
ALTER TABLE "contract" ADD COLUMN     "faults" JSONB NOT NULL DEFAULT '[]';
