-- CreateTable
CREATE TABLE "api_request" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL DEFAULT NULL,
    "key_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "operation" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "code" TEXT,
    "ip" TEXT NOT NULL,
    "times" INTEGER NOT NULL,
    "ms" INTEGER NOT NULL,

    CONSTRAINT "api_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "api_request_brand_id_key_id_id_idx" ON "api_request"("brand_id", "key_id", "id");

-- CreateIndex
CREATE INDEX "api_request_brand_id_at_idx" ON "api_request"("brand_id", "at");

-- AddForeignKey
ALTER TABLE "api_request" ADD CONSTRAINT "api_request_brand_id_key_id_fkey" FOREIGN KEY ("brand_id", "key_id") REFERENCES "api_key"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

select fence_brands();
