-- AlterTable
ALTER TABLE "mail_message" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'other',
ADD COLUMN     "language" TEXT;
