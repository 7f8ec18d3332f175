/** What operators look at: one saga's whole history with the commands it caused, and the sagas in flight. */
@NullMarked
package dev.saga.inspect;

import org.jspecify.annotations.NullMarked;
