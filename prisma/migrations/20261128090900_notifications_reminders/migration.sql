-- AlterTable
ALTER TABLE "notifications_rule" ADD COLUMN     "days_before" INTEGER,
ADD COLUMN     "reminded_to" DATE;

-- CreateTable
CREATE TABLE "notifications_preference" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "customer_id" UUID,
    "user_id" UUID,
    "channel" TEXT,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "set_by" TEXT NOT NULL,

    CONSTRAINT "notifications_preference_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "notifications_preference_brand_id_customer_id_key" ON "notifications_preference"("brand_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_preference_brand_id_user_id_key" ON "notifications_preference"("brand_id", "user_id");

-- CreateIndex
CREATE INDEX "notifications_message_brand_id_sent_at_idx" ON "notifications_message"("brand_id", "sent_at");

select fence_brands();
