/** What an embedder may watch: one observation per inbound message, each method saying when it is called. */
@NullMarked
package dev.saga.observe;

import org.jspecify.annotations.NullMarked;
