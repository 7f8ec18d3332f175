/** Commands on their way out: the port to where they wait, the port to the broker, and the relay between the two. */
@NullMarked
package dev.saga.outbox;

import org.jspecify.annotations.NullMarked;
