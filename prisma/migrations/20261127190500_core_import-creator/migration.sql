-- AlterTable
ALTER TABLE "import_run" ADD COLUMN     "creator_id" TEXT NOT NULL DEFAULT '';
