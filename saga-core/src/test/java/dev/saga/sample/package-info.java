/** Sagas to test with: one of another shape than the booking saga, and short stories of both. */
@NullMarked
package dev.saga.sample;

import org.jspecify.annotations.NullMarked;
