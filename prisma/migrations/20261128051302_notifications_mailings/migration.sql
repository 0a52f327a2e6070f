-- CreateEnum
CREATE TYPE "NotificationsMailingState" AS ENUM ('DRAFT', 'RUNNING', 'PAUSED', 'DONE');

-- CreateTable
CREATE TABLE "notifications_mailing" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "name" TEXT NOT NULL,
    "template_id" UUID NOT NULL,
    "channel" TEXT NOT NULL DEFAULT 'email',
    "is_marketing" BOOLEAN NOT NULL,
    "audience" JSONB NOT NULL DEFAULT '{}',
    "state" "NotificationsMailingState" NOT NULL DEFAULT 'DRAFT',
    "round" INTEGER NOT NULL DEFAULT 0,
    "gathered_to" UUID,
    "is_gathered" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_mailing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notifications_mailing_brand_id_created_at_idx" ON "notifications_mailing"("brand_id", "created_at");

select fence_brands();
