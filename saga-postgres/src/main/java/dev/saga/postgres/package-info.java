/**
 * The store on PostgreSQL: events, inbox, outbox, sagas in flight and dead letters of a batch in one transaction. The
 * tables are made by the scripts under {@code dev/saga/postgres/migrations}.
 */
@NullMarked
package dev.saga.postgres;

import org.jspecify.annotations.NullMarked;
