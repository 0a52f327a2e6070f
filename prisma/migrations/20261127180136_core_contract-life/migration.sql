-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "MassChangeState" ADD VALUE 'PREVIEWING';
ALTER TYPE "MassChangeState" ADD VALUE 'PREVIEWED';

-- AlterTable
ALTER TABLE "contract" ADD COLUMN     "term_announced_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "contract_history" ADD COLUMN     "changes" JSONB,
ADD COLUMN     "reason_code" TEXT,
ADD COLUMN     "version" INTEGER;

-- AlterTable
ALTER TABLE "contract_annex" ADD COLUMN     "applied_at" TIMESTAMPTZ(3),
ADD COLUMN     "signatures" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "mass_change" ADD COLUMN     "reason_code" TEXT,
ADD COLUMN     "tariff_id" UUID;

-- AlterTable
ALTER TABLE "brand" ADD COLUMN     "announcement_weeks" INTEGER NOT NULL DEFAULT 8;

-- CreateIndex
CREATE INDEX "contract_annex_brand_id_state_valid_from_idx" ON "contract_annex"("brand_id", "state", "valid_from");

-- CreateIndex
CREATE INDEX "mass_change_item_mass_change_id_state_contract_id_idx" ON "mass_change_item"("mass_change_id", "state", "contract_id");
