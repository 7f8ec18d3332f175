/** Values that cross the border: messages as they come in and go out, their identities, and the port that reads and writes their bodies. */
@NullMarked
package dev.saga.message;

import org.jspecify.annotations.NullMarked;
