-- CreateEnum
CREATE TYPE "ESignatureState" AS ENUM ('PREPARING', 'OPEN', 'SEALING', 'DONE', 'DECLINED', 'REVOKED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "ESignatureSignerState" AS ENUM ('WAITING', 'ASKED', 'SIGNED', 'DECLINED');

-- CreateEnum
CREATE TYPE "ESignatureRole" AS ENUM ('CUSTOMER', 'JOINT', 'COMPANY');

-- CreateEnum
CREATE TYPE "ESignatureMethod" AS ENUM ('DRAWN', 'TYPED');

-- CreateTable
CREATE TABLE "e_signature_request" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "contract_id" UUID NOT NULL,
    "open_contract_id" UUID,
    "state" "ESignatureState" NOT NULL DEFAULT 'PREPARING',
    "language" TEXT,
    "document_id" UUID,
    "document_sha256" TEXT,
    "content" JSONB,
    "signed_document_id" UUID,
    "signed_sha256" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "end_reason" TEXT,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "e_signature_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "e_signature_signer" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "request_id" UUID NOT NULL,
    "contract_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "role" "ESignatureRole" NOT NULL,
    "state" "ESignatureSignerState" NOT NULL DEFAULT 'WAITING',
    "name" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "link_round" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ(3),
    "signed_at" TIMESTAMPTZ(3),
    "method" "ESignatureMethod",
    "signed_name" TEXT,
    "drawing" JSONB,
    "capacity" TEXT,
    "device_network" TEXT,
    "witness" TEXT,
    "signed_off_at" TIMESTAMPTZ(3),
    "handover_key" TEXT,
    "code_round" INTEGER NOT NULL DEFAULT 0,
    "code_sent_at" TIMESTAMPTZ(3),
    "code_tries" INTEGER NOT NULL DEFAULT 0,
    "code_proven_at" TIMESTAMPTZ(3),
    "code_problem" TEXT,
    "decline_reason" TEXT,

    CONSTRAINT "e_signature_signer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "e_signature_seal" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "subject" TEXT NOT NULL,
    "chain" TEXT NOT NULL,
    "sealed_key" TEXT NOT NULL,
    "is_uploaded" BOOLEAN NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "e_signature_seal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "e_signature_request_brand_id_contract_id_idx" ON "e_signature_request"("brand_id", "contract_id");

-- CreateIndex
CREATE INDEX "e_signature_request_brand_id_state_expires_at_idx" ON "e_signature_request"("brand_id", "state", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "e_signature_request_brand_id_open_contract_id_key" ON "e_signature_request"("brand_id", "open_contract_id");

-- CreateIndex
CREATE INDEX "e_signature_signer_brand_id_contract_id_idx" ON "e_signature_signer"("brand_id", "contract_id");

-- CreateIndex
CREATE UNIQUE INDEX "e_signature_signer_brand_id_request_id_position_key" ON "e_signature_signer"("brand_id", "request_id", "position");

-- CreateIndex
CREATE INDEX "e_signature_seal_brand_id_idx" ON "e_signature_seal"("brand_id");

-- A row never changes its brand.
select fence_brands();
