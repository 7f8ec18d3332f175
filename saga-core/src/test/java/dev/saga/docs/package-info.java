/** The documents in {@code docs/} and the code say the same about messages. */
@NullMarked
package dev.saga.docs;

import org.jspecify.annotations.NullMarked;
