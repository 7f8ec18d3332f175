/** What is kept of messages that could not be handled. */
@NullMarked
package dev.saga.deadletter;

import org.jspecify.annotations.NullMarked;
