-- One entry per saga, not per event: where the purge finds the sagas that began long ago, the oldest first. Without it, a
-- purge would have to look at every saga that is kept, by ids that say nothing of age, each time it runs. The price
-- is one entry appended at the index's right end per saga.
--
-- Building it stops writers for as long as it takes. On a large table, make it beforehand with `create index concurrently`
-- under this name; then nothing happens here.
create index if not exists event_started on event (saga_type, recorded_at, saga_id) where version = 1;
