-- The saga's own tables. Names are unqualified: the migrating tool sets the search path to the schema it was given.
-- Every primary key has the saga in it, so that a table can be sharded by it. Ids compare by bytes (collation C).

-- What happened, for ever. Appended to, never updated. The primary key is the optimistic lock. Sagas are numbered in
-- the order in which they start, and the key leads with the number: so what is written at one time lies together, in the
-- table and in its index, and writing costs the same however much is stored. An id leads to its number by the first event.
create sequence saga_number increment by 500;
create table event (
    saga_type      text        not null,
    saga_id        text        not null collate "C",
    number         bigint      not null default nextval('saga_number'),
    version        bigint      not null,
    type           text        not null,
    schema_version smallint    not null default 1,
    payload        jsonb       not null,
    message_id     text        not null,
    recorded_at    timestamptz not null default now(),
    primary key (saga_type, number, version)
);
create unique index event_first on event (saga_type, saga_id) include (number) where version = 1;

-- The messages that were handled and recorded no event: what was ignored or rejected. What recorded events has its
-- identity in those. The key is the digest of the identity. An empty saga_id holds those that name no saga.
create table inbox (
    saga_type   text        not null,
    saga_id     text        not null collate "C",
    message_key uuid        not null,
    received_at timestamptz not null default now(),
    primary key (saga_type, saga_id, message_key)
);

-- Commands that the broker does not have yet. Inserted and deleted, never updated; the first five columns are those
-- that Debezium's outbox event router expects. A shard holds what one process recorded and is about to publish itself;
-- shard 0 is for whoever publishes what nobody else does. The one index is in the order of reading and clearing.
create table outbox (
    id            uuid        not null,
    aggregatetype varchar(255) not null,
    aggregateid   varchar(255) not null collate "C",
    type          varchar(255) not null,
    payload       json        not null,
    shard         bigint      not null default 0,
    position      bigint      not null generated always as identity,
    causation_id  text        not null,
    traceparent   text        not null,
    expires_at    timestamptz,
    recorded_at   timestamptz not null default now(),
    primary key (aggregatetype, shard, position, aggregateid)
);

-- Rows come and go by the thousand, so dead ones are cleared early; the table is never truncated in the middle of traffic.
alter table outbox set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000, vacuum_truncate = off);

-- Who publishes each shard of the outbox. A lease on this server's clock: it ends by itself when its holder dies. The
-- holder of shard 0 also publishes the shards whose leases have ended.
create table outbox_lease (
    saga_type  text        not null,
    shard      bigint      not null,
    holder     uuid        not null,
    expires_at timestamptz not null,
    primary key (saga_type, shard)
);
create sequence outbox_shard;

-- One row per saga that has not ended; gone when it ends. Deadlines and gauges come from it. No read model.
create table in_flight (
    saga_type   text        not null,
    saga_id     text        not null collate "C",
    state       text        not null,
    since       timestamptz not null,
    due_at      timestamptz,
    version     bigint      not null,
    traceparent text        not null,
    primary key (saga_type, saga_id)
);
create index in_flight_due on in_flight (saga_type, due_at) where due_at is not null;
-- Room on each page, so that a change of state need not touch the indexes.
alter table in_flight set (
    fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0.02);

-- Messages that could not be handled. The key is the digest of the identity as it came, in message_id as a text can have
-- it; what is left out of what is very large is said in the detail.
create table dead_letter (
    saga_type       text        not null,
    saga_id         text        not null collate "C",
    id              bigint      not null generated always as identity,
    message_id      text        not null,
    message_key     uuid        not null,
    message_type    text        not null,
    topic           text        not null,
    partition       integer     not null,
    "offset"        bigint      not null,
    headers         json        not null,
    key             bytea,
    value           bytea,
    traceparent     text        not null,
    reason          text        not null,
    detail          text        not null,
    attempts        integer     not null default 1,
    first_failed_at timestamptz not null default now(),
    last_failed_at  timestamptz not null default now(),
    primary key (saga_type, saga_id, id)
);
create index dead_letter_id on dead_letter (saga_type, id);
