/** Metrics and observations on Micrometer (contract, section 4); the only package that knows it. */
@NullMarked
package dev.saga.micrometer;

import org.jspecify.annotations.NullMarked;
