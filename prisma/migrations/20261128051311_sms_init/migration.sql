-- CreateEnum
CREATE TYPE "SmsState" AS ENUM ('HELD', 'SENDING', 'TAKEN', 'DELIVERED', 'FAILED');

-- CreateTable
CREATE TABLE "sms_message" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "reference" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "number" TEXT,
    "customer_id" UUID,
    "text" TEXT,
    "state" "SmsState" NOT NULL DEFAULT 'SENDING',
    "encoding" TEXT NOT NULL,
    "segments" INTEGER NOT NULL,
    "cents" DECIMAL(12,4) NOT NULL,
    "gateway_id" TEXT,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "not_before" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "sms_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sms_stop" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "customer_id" UUID,
    "number" TEXT,
    "stopped_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sms_stop_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sms_message_brand_id_created_at_idx" ON "sms_message"("brand_id", "created_at");

-- CreateIndex
CREATE INDEX "sms_message_brand_id_gateway_id_idx" ON "sms_message"("brand_id", "gateway_id");

-- CreateIndex
CREATE UNIQUE INDEX "sms_message_brand_id_reference_key" ON "sms_message"("brand_id", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "sms_stop_brand_id_number_key" ON "sms_stop"("brand_id", "number");

select fence_brands();
