-- CreateTable
CREATE TABLE "metering_point_change" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "metering_point_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,

    CONSTRAINT "metering_point_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "metering_point_change_brand_id_metering_point_id_id_idx" ON "metering_point_change"("brand_id", "metering_point_id", "id");

-- AddForeignKey
ALTER TABLE "metering_point_change" ADD CONSTRAINT "metering_point_change_brand_id_metering_point_id_fkey" FOREIGN KEY ("brand_id", "metering_point_id") REFERENCES "metering_point"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A brand's table like every other one, and written once.
select fence_brands();
create trigger point_history_is_final before update or delete on metering_point_change for each row execute function forbid_rewriting();

-- Brands that exist get the nightly job that fills in the keys of the duplicate search, due at once: their rows have none yet.
insert into job_schedule (brand_id, name, cron, next_at) select id, 'core.fill-customer-keys', '20 3 * * *', now() from brand on conflict do nothing;
