-- CreateEnum
CREATE TYPE "Role" AS ENUM ('TENANT_ADMIN', 'BACK_OFFICE', 'PARTNER', 'INSPECTION');

-- CreateEnum
CREATE TYPE "LoginPurpose" AS ENUM ('MAGIC_LINK', 'PASSWORD_RESET');

-- CreateEnum
CREATE TYPE "ContractKind" AS ENUM ('OPEN', 'REVIEW', 'WAITING', 'SUPPLY', 'ENDED', 'REFUSED');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('DUE', 'DONE', 'DEAD', 'PARKED', 'DROPPED');

-- CreateEnum
CREATE TYPE "JobState" AS ENUM ('WAITING', 'SENT', 'DONE', 'DEAD', 'PARKED', 'DROPPED');

-- CreateEnum
CREATE TYPE "Commodity" AS ENUM ('ELECTRICITY', 'GAS');

-- CreateEnum
CREATE TYPE "Segment" AS ENUM ('HOUSEHOLD', 'BUSINESS');

-- CreateEnum
CREATE TYPE "PriceBasis" AS ENUM ('NET', 'GROSS');

-- CreateEnum
CREATE TYPE "GuaranteeScope" AS ENUM ('ENERGY_ONLY', 'ALL_BUT_TAXES', 'FULL');

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL DEFAULT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "password_hash" TEXT,
    "totp_secret" TEXT,
    "totp_confirmed_at" TIMESTAMPTZ(3),
    "totp_last_step" INTEGER,
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL DEFAULT NULL,
    "user_id" UUID NOT NULL,
    "member_of" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "works_for" UUID,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL DEFAULT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_token" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL DEFAULT NULL,
    "user_id" UUID NOT NULL,
    "purpose" "LoginPurpose" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "login_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "partner_id" UUID,
    "allowed_ips" TEXT[],
    "rate_limit" INTEGER NOT NULL DEFAULT 600,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "replaced_by_id" UUID,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_assignment" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "user_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "assigned_by" TEXT NOT NULL,

    CONSTRAINT "case_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_status" (
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "code" TEXT NOT NULL,
    "kind" "ContractKind" NOT NULL,
    "is_supplied" BOOLEAN NOT NULL,
    "is_terminal" BOOLEAN NOT NULL,
    "labels" JSONB NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "contract_status_pkey" PRIMARY KEY ("brand_id","code")
);

-- CreateTable
CREATE TABLE "contract_transition" (
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "code" TEXT NOT NULL,
    "from" TEXT[],
    "to" TEXT NOT NULL,
    "by" TEXT[],
    "labels" JSONB NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "contract_transition_pkey" PRIMARY KEY ("brand_id","code")
);

-- CreateTable
CREATE TABLE "contract" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "order_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "kind" "ContractKind" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "customer_id" UUID,
    "metering_point_id" UUID,
    "offer_id" UUID,
    "annual_kwh" INTEGER,
    "supply_reason" TEXT,
    "pending" JSONB NOT NULL DEFAULT '[]',
    "signed_on" DATE,
    "received_on" DATE,
    "withdrawal_ends_on" DATE,
    "requested_start_on" DATE,
    "confirmed_start_on" DATE,
    "supplied_from" DATE,
    "notice_received_on" DATE,
    "ends_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contract_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_tariff" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "contract_id" UUID NOT NULL,
    "tariff_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "contract_tariff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_history" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "contract_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,
    "transition" TEXT NOT NULL,
    "reason" TEXT,
    "before" TEXT,
    "after" TEXT NOT NULL,

    CONSTRAINT "contract_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "number" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "birth_date" DATE,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "street" TEXT NOT NULL,
    "house_number" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metering_point" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "code" TEXT NOT NULL,
    "commodity" "Commodity" NOT NULL,
    "street" TEXT NOT NULL,
    "house_number" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "metering_point_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plugin_activation" (
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "plugin_id" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "plugin_activation_pkey" PRIMARY KEY ("brand_id","plugin_id")
);

-- CreateTable
CREATE TABLE "plugin_default" (
    "tenant_id" UUID NOT NULL DEFAULT NULL,
    "plugin_id" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "plugin_default_pkey" PRIMARY KEY ("tenant_id","plugin_id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" BIGSERIAL NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "type" TEXT NOT NULL,
    "subject" UUID NOT NULL,
    "payload" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_delivery" (
    "event_id" BIGINT NOT NULL,
    "plugin_id" TEXT NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "subject" UUID NOT NULL,
    "state" "DeliveryState" NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_delivery_pkey" PRIMARY KEY ("event_id","plugin_id")
);

-- CreateTable
CREATE TABLE "job_request" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "name" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "state" "JobState" NOT NULL DEFAULT 'WAITING',
    "unique_key" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "round" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "not_before" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_schedule" (
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "name" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_schedule_pkey" PRIMARY KEY ("brand_id","name")
);

-- CreateTable
CREATE TABLE "change_log" (
    "id" BIGSERIAL NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "seq" BIGINT,
    "entity" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "partner_ids" UUID[],

    CONSTRAINT "change_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change_sequence" (
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "change_sequence_pkey" PRIMARY KEY ("brand_id")
);

-- CreateTable
CREATE TABLE "idempotency_record" (
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "viewer" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "result_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("brand_id","viewer","key")
);

-- CreateTable
CREATE TABLE "installation" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "mail_message" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "mail_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "number" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "partner_chain" UUID[] DEFAULT ARRAY[]::UUID[],
    "answers" JSONB NOT NULL,

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL DEFAULT NULL,
    "parent_id" UUID,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_brand" (
    "tenant_id" UUID NOT NULL DEFAULT NULL,
    "seller_id" UUID NOT NULL,
    "sells" UUID NOT NULL,

    CONSTRAINT "partner_brand_pkey" PRIMARY KEY ("seller_id","sells")
);

-- CreateTable
CREATE TABLE "quote" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "commodity" "Commodity" NOT NULL,
    "segment" "Segment" NOT NULL,
    "postcode" TEXT NOT NULL,
    "municipality" TEXT,
    "annual_kwh" INTEGER NOT NULL,
    "prices_as_of" DATE NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "result" JSONB NOT NULL,

    CONSTRAINT "quote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote_offer" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "quote_id" UUID NOT NULL,
    "tariff_price_id" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "first_year_cents" INTEGER NOT NULL,
    "running_year_cents" INTEGER NOT NULL,
    "breakdown" JSONB NOT NULL,

    CONSTRAINT "quote_offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tariff" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "commodity" "Commodity" NOT NULL DEFAULT 'ELECTRICITY',
    "segment" "Segment" NOT NULL DEFAULT 'HOUSEHOLD',
    "is_green" BOOLEAN NOT NULL DEFAULT false,
    "sale_from" DATE NOT NULL,
    "sale_to" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tariff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tariff_price" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "tariff_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "basis" "PriceBasis" NOT NULL,
    "base_price" DECIMAL(12,6) NOT NULL,
    "energy_price" DECIMAL(12,6) NOT NULL,
    "vat_rate" DECIMAL(5,4) NOT NULL,
    "bonus_cents" INTEGER NOT NULL DEFAULT 0,
    "bonus_per_kwh" DECIMAL(12,6) NOT NULL DEFAULT 0,
    "bonus_condition" TEXT,
    "guarantee_months" INTEGER NOT NULL DEFAULT 0,
    "guarantee_scope" "GuaranteeScope" NOT NULL DEFAULT 'ENERGY_ONLY',
    "minimum_term_months" INTEGER NOT NULL DEFAULT 0,
    "notice_weeks" INTEGER NOT NULL DEFAULT 2,

    CONSTRAINT "tariff_price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "brand" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL DEFAULT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "currency" CHAR(3) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "theme" JSONB NOT NULL DEFAULT '{}',
    "is_acceptance_automatic" BOOLEAN NOT NULL DEFAULT true,
    "relayed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "brand_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "brand_host" (
    "host" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL DEFAULT NULL,
    "brand_of" UUID NOT NULL,

    CONSTRAINT "brand_host_pkey" PRIMARY KEY ("host")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_tenant_id_email_key" ON "app_user"("tenant_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_tenant_id_id_key" ON "app_user"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_user_id_member_of_key" ON "membership"("user_id", "member_of");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "login_token_token_hash_key" ON "login_token"("token_hash");

-- CreateIndex
CREATE INDEX "login_token_user_id_purpose_idx" ON "login_token"("user_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key"("prefix");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_brand_id_id_key" ON "api_key"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "case_assignment_user_id_order_id_key" ON "case_assignment"("user_id", "order_id");

-- CreateIndex
CREATE INDEX "audit_entry_brand_id_id_idx" ON "audit_entry"("brand_id", "id");

-- CreateIndex
CREATE INDEX "contract_brand_id_partner_id_created_at_id_idx" ON "contract"("brand_id", "partner_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "contract_brand_id_created_at_id_idx" ON "contract"("brand_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "contract_brand_id_status_idx" ON "contract"("brand_id", "status");

-- CreateIndex
CREATE INDEX "contract_brand_id_metering_point_id_idx" ON "contract"("brand_id", "metering_point_id");

-- CreateIndex
CREATE INDEX "contract_brand_id_customer_id_idx" ON "contract"("brand_id", "customer_id");

-- CreateIndex
CREATE INDEX "contract_order_id_idx" ON "contract"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "contract_brand_id_id_key" ON "contract"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "contract_brand_id_number_key" ON "contract"("brand_id", "number");

-- CreateIndex
CREATE INDEX "contract_tariff_brand_id_contract_id_idx" ON "contract_tariff"("brand_id", "contract_id");

-- CreateIndex
CREATE INDEX "contract_history_contract_id_id_idx" ON "contract_history"("contract_id", "id");

-- CreateIndex
CREATE INDEX "customer_brand_id_partner_id_idx" ON "customer"("brand_id", "partner_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_brand_id_id_key" ON "customer"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_brand_id_number_key" ON "customer"("brand_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "metering_point_brand_id_id_key" ON "metering_point"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "metering_point_brand_id_code_key" ON "metering_point"("brand_id", "code");

-- CreateIndex
CREATE INDEX "outbox_event_brand_id_subject_id_idx" ON "outbox_event"("brand_id", "subject", "id");

-- CreateIndex
CREATE INDEX "event_delivery_brand_id_plugin_id_state_idx" ON "event_delivery"("brand_id", "plugin_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "job_request_brand_id_name_unique_key_key" ON "job_request"("brand_id", "name", "unique_key");

-- CreateIndex
CREATE UNIQUE INDEX "change_log_brand_id_seq_key" ON "change_log"("brand_id", "seq");

-- CreateIndex
CREATE INDEX "mail_message_brand_id_sent_at_idx" ON "mail_message"("brand_id", "sent_at");

-- CreateIndex
CREATE INDEX "order_brand_id_partner_id_created_at_id_idx" ON "order"("brand_id", "partner_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "order_brand_id_created_at_id_idx" ON "order"("brand_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "order_brand_id_id_key" ON "order"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "order_brand_id_number_key" ON "order"("brand_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "partner_tenant_id_code_key" ON "partner"("tenant_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "partner_tenant_id_id_key" ON "partner"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "quote_brand_id_partner_id_created_at_idx" ON "quote"("brand_id", "partner_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "quote_brand_id_id_key" ON "quote"("brand_id", "id");

-- CreateIndex
CREATE INDEX "quote_offer_quote_id_idx" ON "quote_offer"("quote_id");

-- CreateIndex
CREATE UNIQUE INDEX "quote_offer_brand_id_id_key" ON "quote_offer"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tariff_brand_id_code_key" ON "tariff"("brand_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "tariff_brand_id_id_key" ON "tariff"("brand_id", "id");

-- CreateIndex
CREATE INDEX "tariff_price_brand_id_tariff_id_idx" ON "tariff_price"("brand_id", "tariff_id");

-- CreateIndex
CREATE UNIQUE INDEX "tariff_price_brand_id_id_key" ON "tariff_price"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "brand_tenant_id_code_key" ON "brand"("tenant_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "brand_tenant_id_id_key" ON "brand"("tenant_id", "id");

-- AddForeignKey
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_member_of_fkey" FOREIGN KEY ("tenant_id", "member_of") REFERENCES "brand"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_works_for_fkey" FOREIGN KEY ("tenant_id", "works_for") REFERENCES "partner"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_token" ADD CONSTRAINT "login_token_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_assignment" ADD CONSTRAINT "case_assignment_brand_id_order_id_fkey" FOREIGN KEY ("brand_id", "order_id") REFERENCES "order"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_brand_id_order_id_fkey" FOREIGN KEY ("brand_id", "order_id") REFERENCES "order"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_brand_id_status_fkey" FOREIGN KEY ("brand_id", "status") REFERENCES "contract_status"("brand_id", "code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_brand_id_customer_id_fkey" FOREIGN KEY ("brand_id", "customer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_brand_id_metering_point_id_fkey" FOREIGN KEY ("brand_id", "metering_point_id") REFERENCES "metering_point"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_brand_id_offer_id_fkey" FOREIGN KEY ("brand_id", "offer_id") REFERENCES "quote_offer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_tariff" ADD CONSTRAINT "contract_tariff_brand_id_contract_id_fkey" FOREIGN KEY ("brand_id", "contract_id") REFERENCES "contract"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_tariff" ADD CONSTRAINT "contract_tariff_brand_id_tariff_id_fkey" FOREIGN KEY ("brand_id", "tariff_id") REFERENCES "tariff"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_history" ADD CONSTRAINT "contract_history_brand_id_contract_id_fkey" FOREIGN KEY ("brand_id", "contract_id") REFERENCES "contract"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner" ADD CONSTRAINT "partner_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner" ADD CONSTRAINT "partner_tenant_id_parent_id_fkey" FOREIGN KEY ("tenant_id", "parent_id") REFERENCES "partner"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_brand" ADD CONSTRAINT "partner_brand_tenant_id_seller_id_fkey" FOREIGN KEY ("tenant_id", "seller_id") REFERENCES "partner"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_brand" ADD CONSTRAINT "partner_brand_tenant_id_sells_fkey" FOREIGN KEY ("tenant_id", "sells") REFERENCES "brand"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_offer" ADD CONSTRAINT "quote_offer_brand_id_quote_id_fkey" FOREIGN KEY ("brand_id", "quote_id") REFERENCES "quote"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_offer" ADD CONSTRAINT "quote_offer_brand_id_tariff_price_id_fkey" FOREIGN KEY ("brand_id", "tariff_price_id") REFERENCES "tariff_price"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tariff_price" ADD CONSTRAINT "tariff_price_brand_id_tariff_id_fkey" FOREIGN KEY ("brand_id", "tariff_id") REFERENCES "tariff"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brand" ADD CONSTRAINT "brand_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brand_host" ADD CONSTRAINT "brand_host_tenant_id_brand_of_fkey" FOREIGN KEY ("tenant_id", "brand_of") REFERENCES "brand"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
