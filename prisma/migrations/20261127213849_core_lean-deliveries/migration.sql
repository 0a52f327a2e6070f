-- DropIndex
DROP INDEX "outbox_event_brand_id_subject_id_idx";

-- DropIndex
DROP INDEX "event_delivery_brand_id_plugin_id_state_idx";

-- Nearly all deliveries are done and nobody looks for those: an index that knows them costs each delivery and helps nobody.
CREATE INDEX "delivery_open" ON "event_delivery" ("brand_id", "plugin_id", "state") WHERE "state" <> 'DONE';
