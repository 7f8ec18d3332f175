/** What operators are shown. */
@NullMarked
package dev.saga.inspect;

import org.jspecify.annotations.NullMarked;
