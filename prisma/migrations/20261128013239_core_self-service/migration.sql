-- AlterEnum
ALTER TYPE "LoginPurpose" ADD VALUE 'HANDOVER';

-- AlterTable
ALTER TABLE "brand" ADD COLUMN     "embedding_hosts" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "is_self_service" BOOLEAN NOT NULL DEFAULT false;
