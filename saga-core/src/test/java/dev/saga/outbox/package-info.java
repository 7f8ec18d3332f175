/** The contract suite of the outbox and its relay. */
@NullMarked
package dev.saga.outbox;

import org.jspecify.annotations.NullMarked;
