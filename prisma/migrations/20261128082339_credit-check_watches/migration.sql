-- CreateEnum
CREATE TYPE "CreditCheckWatchState" AS ENUM ('ACTIVE', 'ENDED', 'FAILED');

-- CreateTable
CREATE TABLE "credit_check_watch" (
    "customer_id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "order_id" UUID NOT NULL,
    "bureau" TEXT NOT NULL,
    "state" "CreditCheckWatchState" NOT NULL,
    "watch_number" TEXT,
    "legal_basis" TEXT NOT NULL,
    "until" DATE NOT NULL,
    "cost_cents" INTEGER NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "credit_check_watch_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "credit_check_alert" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "customer_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "bureau" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT,
    "happened_on" DATE,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_by" TEXT,
    "seen_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "credit_check_alert_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "credit_check_watch_brand_id_state_until_idx" ON "credit_check_watch"("brand_id", "state", "until");

-- CreateIndex
CREATE INDEX "credit_check_alert_brand_id_seen_at_idx" ON "credit_check_alert"("brand_id", "seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "credit_check_alert_brand_id_bureau_number_key" ON "credit_check_alert"("brand_id", "bureau", "number");

select fence_brands();
