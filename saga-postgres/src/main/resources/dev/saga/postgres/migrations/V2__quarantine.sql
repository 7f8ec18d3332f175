-- When a message on which its saga's own code failed is tried again by itself; null for only on an operator's word. A message
-- that waits behind one is due at once: it is looked at when it has become the first of its saga.
alter table dead_letter add column retry_at timestamptz;

-- Which sagas are stuck, and at what. Every commit asks this, and normally the answer is an empty index.
create index dead_letter_parked on dead_letter (saga_type, saga_id, id) include (retry_at)
    where reason = 'poison' and saga_id <> '';

-- What was set aside before this script ran is tried again from now on.
update dead_letter set retry_at = now() where reason = 'poison' and saga_id <> '';
