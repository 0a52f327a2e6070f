-- CreateEnum
CREATE TYPE "CreditCheckBandsState" AS ENUM ('DRAFT', 'APPROVED');

-- AlterEnum
ALTER TYPE "CreditCheckState" ADD VALUE 'AMBIGUOUS';

-- AlterTable
ALTER TABLE "credit_check" ADD COLUMN     "bands_number" INTEGER,
ADD COLUMN     "candidates" JSONB,
ADD COLUMN     "candidates_for" INTEGER,
ADD COLUMN     "chosen" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "commodity" TEXT,
ADD COLUMN     "condition_told_at" TIMESTAMPTZ(3),
ADD COLUMN     "deposit_cents" INTEGER,
ADD COLUMN     "due_on" DATE,
ADD COLUMN     "is_simulated" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "product" TEXT,
ADD COLUMN     "proposed_accept" BOOLEAN,
ADD COLUMN     "proposed_at" TIMESTAMPTZ(3),
ADD COLUMN     "proposed_by" TEXT,
ADD COLUMN     "proposed_by_id" TEXT,
ADD COLUMN     "proposed_reason" TEXT,
ADD COLUMN     "reminded_at" TIMESTAMPTZ(3),
ADD COLUMN     "segment" TEXT,
ADD COLUMN     "value_cents" INTEGER;

-- CreateTable
CREATE TABLE "credit_check_report" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "order_id" UUID NOT NULL,
    "subject_key" TEXT,
    "bureau" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "legal_basis" TEXT NOT NULL,
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,
    "state" "CreditCheckState" NOT NULL,
    "report_id" TEXT,
    "score" INTEGER,
    "risk_rate" DECIMAL(9,4),
    "score_range" TEXT,
    "score_text" TEXT,
    "doubts" TEXT,
    "problem" TEXT,
    "cost_cents" INTEGER NOT NULL,
    "upgrade_of" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),

    CONSTRAINT "credit_check_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_check_bands" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "number" INTEGER NOT NULL,
    "state" "CreditCheckBandsState" NOT NULL DEFAULT 'DRAFT',
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "rules" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),

    CONSTRAINT "credit_check_bands_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_check_contest" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "order_id" UUID NOT NULL,
    "subject_key" TEXT,
    "statement" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "is_granted" BOOLEAN,
    "explanation" TEXT,

    CONSTRAINT "credit_check_contest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "credit_check_report_brand_id_subject_key_idx" ON "credit_check_report"("brand_id", "subject_key");

-- CreateIndex
CREATE INDEX "credit_check_report_brand_id_order_id_idx" ON "credit_check_report"("brand_id", "order_id");

-- CreateIndex
CREATE INDEX "credit_check_report_brand_id_asked_at_idx" ON "credit_check_report"("brand_id", "asked_at");

-- CreateIndex
CREATE INDEX "credit_check_bands_brand_id_state_valid_from_idx" ON "credit_check_bands"("brand_id", "state", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "credit_check_bands_brand_id_number_key" ON "credit_check_bands"("brand_id", "number");

-- CreateIndex
CREATE INDEX "credit_check_contest_brand_id_order_id_idx" ON "credit_check_contest"("brand_id", "order_id");

-- CreateIndex
CREATE INDEX "credit_check_contest_brand_id_subject_key_idx" ON "credit_check_contest"("brand_id", "subject_key");

-- CreateIndex
CREATE INDEX "credit_check_brand_id_answered_at_idx" ON "credit_check"("brand_id", "answered_at");

select fence_brands();
