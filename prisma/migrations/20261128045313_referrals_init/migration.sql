-- CreateEnum
CREATE TYPE "ReferralsState" AS ENUM ('PENDING', 'APPROVED', 'PAID', 'REJECTED', 'CLAWED_BACK');

-- CreateEnum
CREATE TYPE "ReferralsSide" AS ENUM ('REFERRER', 'REFERRED');

-- CreateEnum
CREATE TYPE "ReferralsPayoutKind" AS ENUM ('CREDIT', 'TRANSFER', 'VOUCHER');

-- CreateEnum
CREATE TYPE "ReferralsRewardState" AS ENUM ('DUE', 'IN_PAYOUT', 'PAID', 'CANCELLED', 'CLAWED_BACK');

-- CreateEnum
CREATE TYPE "ReferralsSaleRule" AS ENUM ('BOTH', 'PARTNER', 'REFERRER', 'FIRST_TOUCH', 'LAST_TOUCH');

-- CreateEnum
CREATE TYPE "ReferralsPayoutState" AS ENUM ('PROPOSED', 'RELEASED', 'DROPPED');

-- CreateEnum
CREATE TYPE "ReferralsEntryKind" AS ENUM ('PAID', 'CLAWED_BACK');

-- CreateTable
CREATE TABLE "referrals_code" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "customer_id" UUID NOT NULL,
    "code" TEXT,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "mail_on" DATE NOT NULL,
    "mailed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "referrals_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referrals_campaign" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "name" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "referrer_cents" INTEGER NOT NULL,
    "referred_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "payout" "ReferralsPayoutKind" NOT NULL,
    "window_days" INTEGER NOT NULL,
    "tariff_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "sale_rule" "ReferralsSaleRule" NOT NULL,
    "minimum_supply_days" INTEGER NOT NULL,
    "clawback_days" INTEGER NOT NULL,
    "maximum_per_year" INTEGER NOT NULL,
    "new_after_months" INTEGER NOT NULL,
    "meter_months" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "referrals_campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referrals_case" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "order_id" UUID NOT NULL,
    "code_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "referrer_id" UUID NOT NULL,
    "referred_id" UUID NOT NULL,
    "contract_id" UUID,
    "seller_id" UUID,
    "opened_on" DATE,
    "state" "ReferralsState" NOT NULL,
    "rules" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "doubts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "reviewed_by" TEXT,
    "reviewed_at" TIMESTAMPTZ(3),
    "review_reason" TEXT,
    "reward_key" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "referrals_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referrals_step" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "case_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "before" "ReferralsState",
    "after" "ReferralsState" NOT NULL,
    "rules" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "referrals_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referrals_reward" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "case_id" UUID NOT NULL,
    "side" "ReferralsSide" NOT NULL,
    "customer_id" UUID NOT NULL,
    "cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "kind" "ReferralsPayoutKind" NOT NULL,
    "state" "ReferralsRewardState" NOT NULL DEFAULT 'DUE',
    "payout_id" UUID,
    "bank_account_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "referrals_reward_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referrals_entry" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "reward_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" "ReferralsEntryKind" NOT NULL,
    "payout" "ReferralsPayoutKind" NOT NULL,
    "cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referrals_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referrals_payout" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "number" TEXT NOT NULL,
    "state" "ReferralsPayoutState" NOT NULL DEFAULT 'PROPOSED',
    "count" INTEGER NOT NULL,
    "cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "execute_on" DATE NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_by_id" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,

    CONSTRAINT "referrals_payout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referrals_voucher" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "code_sealed" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "expires_on" DATE,
    "reward_id" UUID,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "added_by" TEXT NOT NULL,

    CONSTRAINT "referrals_voucher_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "referrals_code_brand_id_mailed_at_mail_on_idx" ON "referrals_code"("brand_id", "mailed_at", "mail_on");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_code_brand_id_customer_id_key" ON "referrals_code"("brand_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_code_brand_id_code_key" ON "referrals_code"("brand_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_campaign_brand_id_valid_from_key" ON "referrals_campaign"("brand_id", "valid_from");

-- CreateIndex
CREATE INDEX "referrals_case_brand_id_state_id_idx" ON "referrals_case"("brand_id", "state", "id");

-- CreateIndex
CREATE INDEX "referrals_case_brand_id_referrer_id_idx" ON "referrals_case"("brand_id", "referrer_id");

-- CreateIndex
CREATE INDEX "referrals_case_brand_id_referred_id_idx" ON "referrals_case"("brand_id", "referred_id");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_case_brand_id_order_id_key" ON "referrals_case"("brand_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_case_brand_id_reward_key_key" ON "referrals_case"("brand_id", "reward_key");

-- CreateIndex
CREATE INDEX "referrals_step_brand_id_case_id_id_idx" ON "referrals_step"("brand_id", "case_id", "id");

-- CreateIndex
CREATE INDEX "referrals_reward_brand_id_kind_state_idx" ON "referrals_reward"("brand_id", "kind", "state");

-- CreateIndex
CREATE INDEX "referrals_reward_brand_id_payout_id_idx" ON "referrals_reward"("brand_id", "payout_id");

-- CreateIndex
CREATE INDEX "referrals_reward_brand_id_customer_id_idx" ON "referrals_reward"("brand_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_reward_brand_id_case_id_side_key" ON "referrals_reward"("brand_id", "case_id", "side");

-- CreateIndex
CREATE INDEX "referrals_entry_brand_id_id_idx" ON "referrals_entry"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_entry_brand_id_reward_id_kind_key" ON "referrals_entry"("brand_id", "reward_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_payout_brand_id_number_key" ON "referrals_payout"("brand_id", "number");

-- CreateIndex
CREATE INDEX "referrals_voucher_brand_id_cents_reward_id_idx" ON "referrals_voucher"("brand_id", "cents", "reward_id");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_voucher_brand_id_code_hash_key" ON "referrals_voucher"("brand_id", "code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_voucher_brand_id_reward_id_key" ON "referrals_voucher"("brand_id", "reward_id");

-- A row never changes its brand.
select fence_brands();

-- Steps and entries of the ledger are written once.
create trigger referrals_step_is_final before update or delete on referrals_step for each row execute function forbid_rewriting();
create trigger referrals_entry_is_final before update or delete on referrals_entry for each row execute function forbid_rewriting();
