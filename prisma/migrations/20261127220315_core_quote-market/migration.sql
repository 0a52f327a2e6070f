-- AlterTable
ALTER TABLE "quote" ADD COLUMN     "market_id" UUID;

-- CreateTable
CREATE TABLE "quote_market" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "offers" JSONB NOT NULL,

    CONSTRAINT "quote_market_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "quote_market_brand_id_id_key" ON "quote_market"("brand_id", "id");

-- CreateIndex
CREATE INDEX "quote_market_id_idx" ON "quote"("market_id");

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_brand_id_market_id_fkey" FOREIGN KEY ("brand_id", "market_id") REFERENCES "quote_market"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

select fence_brands();
