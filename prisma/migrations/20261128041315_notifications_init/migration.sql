-- CreateEnum
CREATE TYPE "NotificationsState" AS ENUM ('HELD', 'COLLECTED', 'WAITING', 'SENDING', 'SENT', 'KEPT', 'FAILED', 'BOUNCED', 'SUPPRESSED');

-- CreateTable
CREATE TABLE "notifications_message" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "unique_key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" "NotificationsState" NOT NULL DEFAULT 'WAITING',
    "recipient" TEXT,
    "domain" TEXT,
    "language" TEXT,
    "subject" TEXT,
    "text" TEXT,
    "html" TEXT,
    "document_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "mail_id" UUID,
    "rule_id" UUID,
    "version_id" UUID,
    "mailing_id" UUID,
    "event" TEXT,
    "contract_id" UUID,
    "order_id" UUID,
    "customer_id" UUID,
    "user_id" UUID,
    "instead_of_id" UUID,
    "fallback" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "problem" TEXT,
    "outside_id" TEXT,
    "claim" TEXT,
    "claimed_at" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications_address" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "customer_id" UUID,
    "channel" TEXT NOT NULL,
    "address" TEXT,
    "reason" TEXT,
    "message_id" UUID,
    "marked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notifications_address_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notifications_message_brand_id_id_idx" ON "notifications_message"("brand_id", "id");

-- CreateIndex
CREATE INDEX "notifications_message_brand_id_contract_id_idx" ON "notifications_message"("brand_id", "contract_id");

-- CreateIndex
CREATE INDEX "notifications_message_brand_id_customer_id_idx" ON "notifications_message"("brand_id", "customer_id");

-- CreateIndex
CREATE INDEX "notifications_message_brand_id_recipient_created_at_idx" ON "notifications_message"("brand_id", "recipient", "created_at");

-- CreateIndex
CREATE INDEX "notifications_message_brand_id_outside_id_idx" ON "notifications_message"("brand_id", "outside_id");

-- CreateIndex
CREATE INDEX "notifications_message_mailing_id_state_id_idx" ON "notifications_message"("mailing_id", "state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_message_brand_id_unique_key_key" ON "notifications_message"("brand_id", "unique_key");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_address_brand_id_channel_address_key" ON "notifications_address"("brand_id", "channel", "address");

-- What was sent to a person is written once, or emptied when the person is forgotten.
create function notifications_copy_is_final() returns trigger language plpgsql as $$
begin
  if old.sent_at is not null and exists (
    select from (values
      (old.recipient, new.recipient), (old.subject, new.subject), (old.text, new.text), (old.html, new.html)) as copy(was, is_now)
    where is_now is not null and is_now is distinct from was) then
    raise exception 'what was sent is not changed any more' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger notifications_copy_is_final before update on notifications_message
  for each row execute function notifications_copy_is_final();

select fence_brands();
