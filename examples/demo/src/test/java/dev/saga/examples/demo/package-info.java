/** The demo's own tests, and the one that runs it. */
@NullMarked
package dev.saga.examples.demo;

import org.jspecify.annotations.NullMarked;
