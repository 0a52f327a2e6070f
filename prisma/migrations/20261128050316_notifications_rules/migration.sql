-- CreateEnum
CREATE TYPE "NotificationsForm" AS ENUM ('FORMAL', 'INFORMAL');

-- AlterTable
ALTER TABLE "notifications_message" ADD COLUMN     "reader" TEXT NOT NULL DEFAULT 'customer',
ADD COLUMN     "subject_kind" TEXT,
ADD COLUMN     "template_id" UUID,
ADD COLUMN     "told_in_id" UUID,
ADD COLUMN     "values" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "notifications_template" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "is_statutory" BOOLEAN NOT NULL DEFAULT false,
    "attachments" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "notifications_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications_version" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "template_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "form" "NotificationsForm" NOT NULL DEFAULT 'FORMAL',
    "number" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "short_text" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "notifications_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications_rule" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "name" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "template_id" UUID NOT NULL,
    "conditions" JSONB NOT NULL DEFAULT '{}',
    "recipients" TEXT[],
    "channels" TEXT[],
    "is_urgent" BOOLEAN NOT NULL DEFAULT false,
    "is_digest" BOOLEAN NOT NULL DEFAULT false,
    "is_active" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notifications_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications_preview" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "contract_id" UUID,
    "html" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notifications_preview_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "notifications_template_brand_id_code_key" ON "notifications_template"("brand_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_version_brand_id_template_id_language_form_nu_key" ON "notifications_version"("brand_id", "template_id", "language", "form", "number");

-- CreateIndex
CREATE INDEX "notifications_rule_brand_id_event_idx" ON "notifications_rule"("brand_id", "event");

-- CreateIndex
CREATE INDEX "notifications_preview_brand_id_created_at_idx" ON "notifications_preview"("brand_id", "created_at");

-- What was sent names the version that it was made of.
create trigger notifications_version_is_final before update or delete on notifications_version
  for each row execute function forbid_rewriting();

select fence_brands();
