/** What is offered to other people's tests, tested. */
@NullMarked
package dev.saga.testing;

import org.jspecify.annotations.NullMarked;
