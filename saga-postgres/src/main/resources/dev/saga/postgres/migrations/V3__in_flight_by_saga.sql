-- Sagas are looked up by id. With the id first in the key the server has no other way to do that, whatever it believes of
-- the table's size when it makes a plan that it keeps. The change waits for whoever reads the table, as a verify or a dump
-- does, and everybody who writes waits behind it: so it gives up soon, and is made at a later start.
set local lock_timeout = '10s';
alter table in_flight drop constraint in_flight_pkey, add primary key (saga_id, saga_type);
