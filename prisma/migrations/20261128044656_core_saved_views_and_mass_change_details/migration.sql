-- AlterTable
ALTER TABLE "mass_change_item" ADD COLUMN     "error_details" JSONB;

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "partner_id" UUID,
    "owner_id" TEXT NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_brand_id_owner_id_list_name_key" ON "saved_view"("brand_id", "owner_id", "list", "name");

select fence_brands();
