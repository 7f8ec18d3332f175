/**
 * How many sagas a second, how fast, and at what cost per saga: measured from outside, over the real broker and the real
 * database, with participants that cost next to nothing and keep books of everything they were told.
 */
@NullMarked
package dev.saga.examples.loadtest;

import org.jspecify.annotations.NullMarked;
