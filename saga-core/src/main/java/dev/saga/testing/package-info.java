/** What a saga's own tests need: given, when, then; and a clock that the test owns. */
@NullMarked
package dev.saga.testing;

import org.jspecify.annotations.NullMarked;
