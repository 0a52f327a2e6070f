-- CreateEnum
CREATE TYPE "CreditCheckState" AS ENUM ('WAITING', 'MANUAL', 'SCORED', 'NOT_FOUND', 'NO_SCORE', 'FAILED', 'NOT_NEEDED');

-- CreateTable
CREATE TABLE "credit_check" (
    "order_id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "state" "CreditCheckState" NOT NULL DEFAULT 'WAITING',
    "bureau" TEXT,
    "report_id" TEXT,
    "score" INTEGER,
    "risk_rate" DECIMAL(9,4),
    "score_range" TEXT,
    "score_text" TEXT,
    "doubts" TEXT,
    "problem" TEXT,
    "asked_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "round" INTEGER NOT NULL DEFAULT 0,
    "polls" INTEGER NOT NULL DEFAULT 0,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decision_accept" BOOLEAN,
    "decision_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_check_pkey" PRIMARY KEY ("order_id")
);

-- CreateIndex
CREATE INDEX "credit_check_brand_id_state_idx" ON "credit_check"("brand_id", "state");

-- A row never changes its brand.
select fence_brands();
