-- Positions are given before commits. So whoever reads the outbox page by page has to know which rows were there when the first
-- page was read: those of the transactions that its snapshot could see. The system's own column has the id of a savepoint
-- where there was one. The change waits for whoever holds the table, so it gives up soon, and is made at a later start.
set local lock_timeout = '10s';
alter table outbox add column written_by xid8 not null default pg_current_xact_id();
