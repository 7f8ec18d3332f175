/** The kernel's own promises, apart from any saga's. */
@NullMarked
package dev.saga.saga;

import org.jspecify.annotations.NullMarked;
