-- CreateEnum
CREATE TYPE "AnnexState" AS ENUM ('DRAFT', 'SIGNED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "MassChangeState" AS ENUM ('RUNNING', 'DONE', 'STOPPED');

-- CreateEnum
CREATE TYPE "MassChangeItemState" AS ENUM ('OPEN', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "CustomerKind" AS ENUM ('PERSON', 'JOINT', 'COMPANY');

-- CreateEnum
CREATE TYPE "ChannelKind" AS ENUM ('EMAIL', 'PHONE', 'MOBILE', 'MESSENGER');

-- CreateEnum
CREATE TYPE "AddressKind" AS ENUM ('CORRESPONDENCE', 'BILLING');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('STAGING', 'STAGED', 'VALIDATING', 'VALIDATED', 'COMMITTING', 'DONE', 'STOPPED');

-- CreateEnum
CREATE TYPE "ImportRowState" AS ENUM ('STAGED', 'VALID', 'INVALID', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "TariffPriceState" AS ENUM ('DRAFT', 'APPROVED', 'PUBLISHED');

-- CreateEnum
CREATE TYPE "PeriodUnit" AS ENUM ('DAYS', 'WEEKS', 'MONTHS');

-- AlterTable
ALTER TABLE "contract_status" ADD COLUMN     "is_core" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "contract_transition" ADD COLUMN     "guards" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "is_core" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_reason_required" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reasons" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "contract" ADD COLUMN     "agreement_id" UUID,
ADD COLUMN     "bank_account_id" UUID,
ADD COLUMN     "cost_centre" TEXT,
ADD COLUMN     "due_on" DATE,
ADD COLUMN     "earliest_start_on" DATE,
ADD COLUMN     "final_bill_due_on" DATE,
ADD COLUMN     "guarantee_announced_at" TIMESTAMPTZ(3),
ADD COLUMN     "is_early_start" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "minimum_term_ends_on" DATE,
ADD COLUMN     "notice_by" DATE,
ADD COLUMN     "payment_method" TEXT,
ADD COLUMN     "price_guarantee_ends_on" DATE,
ADD COLUMN     "retention_ends_on" DATE,
ADD COLUMN     "tariff_id" UUID;

-- AlterTable
ALTER TABLE "contract_tariff" ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "created_by" TEXT NOT NULL DEFAULT 'system',
ADD COLUMN     "reason" TEXT NOT NULL DEFAULT 'order';

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "address_key" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "company_name" TEXT,
ADD COLUMN     "email_key" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "is_consumer" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "kind" "CustomerKind" NOT NULL DEFAULT 'PERSON',
ADD COLUMN     "language" TEXT,
ADD COLUMN     "name_key" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "register_number" TEXT,
ADD COLUMN     "title" TEXT,
ADD COLUMN     "vat_id" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "metering_point" ADD COLUMN     "address_key" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "address_register_id" TEXT,
ADD COLUMN     "capacity_kw" DECIMAL(12,3),
ADD COLUMN     "grid_area" TEXT,
ADD COLUMN     "latitude" DECIMAL(9,6),
ADD COLUMN     "longitude" DECIMAL(9,6),
ADD COLUMN     "meter_number" TEXT,
ADD COLUMN     "metering_location" TEXT,
ADD COLUMN     "profile" TEXT,
ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ALTER COLUMN "commodity" TYPE TEXT USING "commodity"::text;

-- AlterTable
ALTER TABLE "mail_message" ADD COLUMN     "document_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "quote" ADD COLUMN     "request" JSONB NOT NULL DEFAULT '{}',
ALTER COLUMN "commodity" TYPE TEXT USING "commodity"::text;

-- AlterTable
ALTER TABLE "quote_offer" ADD COLUMN     "monthly_cents" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "tariff" ADD COLUMN     "description" TEXT,
ALTER COLUMN "commodity" DROP DEFAULT,
ALTER COLUMN "commodity" TYPE TEXT USING "commodity"::text,
ALTER COLUMN "commodity" SET DEFAULT 'ELECTRICITY';

-- AlterTable: a version's prices become components, what was sold so far counts as published.
ALTER TABLE "tariff_price" ADD COLUMN     "approved_at" TIMESTAMPTZ(3),
ADD COLUMN     "approved_by" TEXT,
ADD COLUMN     "areas" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "components" JSONB,
ADD COLUMN     "consumption_from" INTEGER,
ADD COLUMN     "consumption_to" INTEGER,
ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "created_by" TEXT NOT NULL DEFAULT 'system',
ADD COLUMN     "guarantee_until" DATE,
ADD COLUMN     "notice_count" INTEGER NOT NULL DEFAULT 2,
ADD COLUMN     "notice_unit" "PeriodUnit" NOT NULL DEFAULT 'WEEKS',
ADD COLUMN     "published_at" TIMESTAMPTZ(3),
ADD COLUMN     "published_by" TEXT,
ADD COLUMN     "region" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "renewal_months" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "state" "TariffPriceState" NOT NULL DEFAULT 'DRAFT',
ALTER COLUMN "vat_rate" DROP NOT NULL;

UPDATE "tariff_price" SET
  "state" = 'PUBLISHED',
  "notice_count" = "notice_weeks",
  "components" = jsonb_build_array(
      jsonb_build_object('kind', 'base-fee', 'amount', trim_scale("base_price")::text, 'per', 'month'),
      jsonb_build_object('kind', 'energy', 'rate', 'single', 'price', trim_scale("energy_price")::text))
    || CASE WHEN "bonus_per_kwh" = 0 THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('kind', 'bonus', 'form', 'per-kwh',
      'amount', trim_scale("bonus_per_kwh")::text, 'condition', "bonus_condition")) END
    || CASE WHEN "bonus_cents" = 0 THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('kind', 'bonus', 'form', 'fixed',
      'amount', ("bonus_cents" / 100.0)::numeric(12, 2)::text, 'condition', "bonus_condition")) END;

ALTER TABLE "tariff_price" ALTER COLUMN "components" SET NOT NULL,
DROP COLUMN "base_price",
DROP COLUMN "bonus_cents",
DROP COLUMN "bonus_condition",
DROP COLUMN "bonus_per_kwh",
DROP COLUMN "energy_price",
DROP COLUMN "notice_weeks";

-- DropEnum
DROP TYPE "Commodity";

-- CreateTable
CREATE TABLE "contract_annex" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "contract_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "AnnexState" NOT NULL DEFAULT 'DRAFT',
    "valid_from" DATE NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "signed_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "contract_annex_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_note" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "contract_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "is_internal" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "contract_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mass_change" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "state" "MassChangeState" NOT NULL DEFAULT 'RUNNING',
    "transition" TEXT NOT NULL,
    "reason" TEXT,
    "effective_on" DATE,
    "total" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "mass_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mass_change_item" (
    "mass_change_id" UUID NOT NULL,
    "contract_id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "version" INTEGER NOT NULL,
    "state" "MassChangeItemState" NOT NULL DEFAULT 'OPEN',
    "error_code" TEXT,
    "error" TEXT,

    CONSTRAINT "mass_change_item_pkey" PRIMARY KEY ("mass_change_id","contract_id")
);

-- CreateTable
CREATE TABLE "customer_person" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "customer_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'joint',
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "birth_date" DATE,
    "email" TEXT,
    "phone" TEXT,
    "name_key" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "customer_person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_address" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "customer_id" UUID NOT NULL,
    "kind" "AddressKind" NOT NULL,
    "recipient" TEXT,
    "street" TEXT NOT NULL,
    "house_number" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "customer_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_channel" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "customer_id" UUID NOT NULL,
    "kind" "ChannelKind" NOT NULL,
    "value" TEXT NOT NULL,
    "value_key" TEXT NOT NULL,
    "is_primary" BOOLEAN NOT NULL DEFAULT false,
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "customer_id" UUID NOT NULL,
    "channel" "ChannelKind" NOT NULL,
    "purpose" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "given_by" TEXT NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" TEXT,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_account" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "customer_id" UUID NOT NULL,
    "holder" TEXT NOT NULL,
    "iban_sealed" TEXT NOT NULL,
    "iban_hash" TEXT NOT NULL,
    "iban_last_four" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "bic" TEXT,
    "mandate_reference" TEXT,
    "mandate_signed_on" DATE,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "bank_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_change" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "customer_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "customer_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "number" TEXT NOT NULL,
    "name" TEXT,
    "customer_id" UUID NOT NULL,
    "payer_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annual_consumption" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "metering_point_id" UUID NOT NULL,
    "annual_kwh" INTEGER NOT NULL,
    "low_rate_kwh" INTEGER,
    "source" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "annual_consumption_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "customer_id" UUID,
    "contract_id" UUID,
    "order_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document_content" (
    "document_id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "document_content_pkey" PRIMARY KEY ("document_id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'STAGING',
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "columns" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "total" INTEGER NOT NULL DEFAULT 0,
    "valid" INTEGER NOT NULL DEFAULT 0,
    "invalid" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "cells" TEXT[],
    "state" "ImportRowState" NOT NULL DEFAULT 'STAGED',
    "problems" JSONB,
    "result_id" UUID,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("run_id","position")
);

-- CreateTable
CREATE TABLE "place" (
    "id" SERIAL NOT NULL,
    "country" CHAR(2) NOT NULL,
    "postcode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "latitude" DECIMAL(8,4) NOT NULL,
    "longitude" DECIMAL(8,4) NOT NULL,

    CONSTRAINT "place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "place_source" (
    "country" CHAR(2) NOT NULL,
    "version" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "place_source_pkey" PRIMARY KEY ("country")
);

-- CreateIndex
CREATE UNIQUE INDEX "contract_annex_brand_id_contract_id_number_key" ON "contract_annex"("brand_id", "contract_id", "number");

-- CreateIndex
CREATE INDEX "contract_note_brand_id_contract_id_id_idx" ON "contract_note"("brand_id", "contract_id", "id");

-- CreateIndex
CREATE INDEX "mass_change_brand_id_created_at_id_idx" ON "mass_change"("brand_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "mass_change_brand_id_id_key" ON "mass_change"("brand_id", "id");

-- CreateIndex
CREATE INDEX "customer_person_brand_id_customer_id_idx" ON "customer_person"("brand_id", "customer_id");

-- CreateIndex
CREATE INDEX "customer_person_brand_id_name_key_idx" ON "customer_person"("brand_id", "name_key");

-- CreateIndex
CREATE INDEX "customer_address_brand_id_customer_id_idx" ON "customer_address"("brand_id", "customer_id");

-- CreateIndex
CREATE INDEX "contact_channel_brand_id_customer_id_idx" ON "contact_channel"("brand_id", "customer_id");

-- CreateIndex
CREATE INDEX "contact_channel_brand_id_value_key_idx" ON "contact_channel"("brand_id", "value_key");

-- CreateIndex
CREATE INDEX "consent_brand_id_customer_id_idx" ON "consent"("brand_id", "customer_id");

-- CreateIndex
CREATE INDEX "bank_account_brand_id_customer_id_idx" ON "bank_account"("brand_id", "customer_id");

-- CreateIndex
CREATE INDEX "bank_account_brand_id_iban_hash_idx" ON "bank_account"("brand_id", "iban_hash");

-- CreateIndex
CREATE UNIQUE INDEX "bank_account_brand_id_id_key" ON "bank_account"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "bank_account_brand_id_mandate_reference_key" ON "bank_account"("brand_id", "mandate_reference");

-- CreateIndex
CREATE INDEX "customer_change_brand_id_customer_id_id_idx" ON "customer_change"("brand_id", "customer_id", "id");

-- CreateIndex
CREATE INDEX "agreement_brand_id_customer_id_idx" ON "agreement"("brand_id", "customer_id");

-- CreateIndex
CREATE INDEX "agreement_brand_id_payer_id_idx" ON "agreement"("brand_id", "payer_id");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_brand_id_id_key" ON "agreement"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_brand_id_number_key" ON "agreement"("brand_id", "number");

-- CreateIndex
CREATE INDEX "annual_consumption_brand_id_metering_point_id_valid_from_idx" ON "annual_consumption"("brand_id", "metering_point_id", "valid_from");

-- CreateIndex
CREATE INDEX "document_brand_id_customer_id_idx" ON "document"("brand_id", "customer_id");

-- CreateIndex
CREATE INDEX "document_brand_id_contract_id_idx" ON "document"("brand_id", "contract_id");

-- CreateIndex
CREATE INDEX "document_brand_id_order_id_idx" ON "document"("brand_id", "order_id");

-- CreateIndex
CREATE INDEX "document_brand_id_created_at_id_idx" ON "document"("brand_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "document_brand_id_id_key" ON "document"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "document_content_brand_id_document_id_key" ON "document_content"("brand_id", "document_id");

-- CreateIndex
CREATE INDEX "import_run_brand_id_created_at_id_idx" ON "import_run"("brand_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "import_run_brand_id_id_key" ON "import_run"("brand_id", "id");

-- CreateIndex
CREATE INDEX "import_row_run_id_state_position_idx" ON "import_row"("run_id", "state", "position");

-- CreateIndex
CREATE INDEX "place_country_postcode_idx" ON "place"("country", "postcode");

-- CreateIndex
CREATE INDEX "contract_brand_id_agreement_id_idx" ON "contract"("brand_id", "agreement_id");

-- CreateIndex
CREATE INDEX "contract_brand_id_tariff_id_idx" ON "contract"("brand_id", "tariff_id");

-- CreateIndex
CREATE INDEX "customer_brand_id_created_at_id_idx" ON "customer"("brand_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "customer_brand_id_name_key_idx" ON "customer"("brand_id", "name_key");

-- CreateIndex
CREATE INDEX "customer_brand_id_address_key_idx" ON "customer"("brand_id", "address_key");

-- CreateIndex
CREATE INDEX "customer_brand_id_email_key_idx" ON "customer"("brand_id", "email_key");

-- CreateIndex
CREATE INDEX "metering_point_brand_id_address_key_idx" ON "metering_point"("brand_id", "address_key");

-- CreateIndex
CREATE INDEX "metering_point_brand_id_meter_number_idx" ON "metering_point"("brand_id", "meter_number");

-- CreateIndex
CREATE INDEX "metering_point_brand_id_created_at_id_idx" ON "metering_point"("brand_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "tariff_brand_id_created_at_id_idx" ON "tariff"("brand_id", "created_at", "id");

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_brand_id_agreement_id_fkey" FOREIGN KEY ("brand_id", "agreement_id") REFERENCES "agreement"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_brand_id_tariff_id_fkey" FOREIGN KEY ("brand_id", "tariff_id") REFERENCES "tariff"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_brand_id_bank_account_id_fkey" FOREIGN KEY ("brand_id", "bank_account_id") REFERENCES "bank_account"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_annex" ADD CONSTRAINT "contract_annex_brand_id_contract_id_fkey" FOREIGN KEY ("brand_id", "contract_id") REFERENCES "contract"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_note" ADD CONSTRAINT "contract_note_brand_id_contract_id_fkey" FOREIGN KEY ("brand_id", "contract_id") REFERENCES "contract"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mass_change_item" ADD CONSTRAINT "mass_change_item_brand_id_mass_change_id_fkey" FOREIGN KEY ("brand_id", "mass_change_id") REFERENCES "mass_change"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_person" ADD CONSTRAINT "customer_person_brand_id_customer_id_fkey" FOREIGN KEY ("brand_id", "customer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_address" ADD CONSTRAINT "customer_address_brand_id_customer_id_fkey" FOREIGN KEY ("brand_id", "customer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_channel" ADD CONSTRAINT "contact_channel_brand_id_customer_id_fkey" FOREIGN KEY ("brand_id", "customer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_brand_id_customer_id_fkey" FOREIGN KEY ("brand_id", "customer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_account" ADD CONSTRAINT "bank_account_brand_id_customer_id_fkey" FOREIGN KEY ("brand_id", "customer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_change" ADD CONSTRAINT "customer_change_brand_id_customer_id_fkey" FOREIGN KEY ("brand_id", "customer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_brand_id_customer_id_fkey" FOREIGN KEY ("brand_id", "customer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_brand_id_payer_id_fkey" FOREIGN KEY ("brand_id", "payer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annual_consumption" ADD CONSTRAINT "annual_consumption_brand_id_metering_point_id_fkey" FOREIGN KEY ("brand_id", "metering_point_id") REFERENCES "metering_point"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_brand_id_customer_id_fkey" FOREIGN KEY ("brand_id", "customer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_brand_id_contract_id_fkey" FOREIGN KEY ("brand_id", "contract_id") REFERENCES "contract"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_brand_id_order_id_fkey" FOREIGN KEY ("brand_id", "order_id") REFERENCES "order"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_content" ADD CONSTRAINT "document_content_brand_id_document_id_fkey" FOREIGN KEY ("brand_id", "document_id") REFERENCES "document"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_brand_id_run_id_fkey" FOREIGN KEY ("brand_id", "run_id") REFERENCES "import_run"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was there before is the product's own.
UPDATE "contract_status" SET "is_core" = true;
UPDATE "contract_transition" SET "is_core" = true;
UPDATE "contract" c SET "tariff_id" = (
  SELECT s."tariff_id" FROM "contract_tariff" s WHERE s."contract_id" = c."id" ORDER BY s."valid_from" DESC LIMIT 1);
