/** The codec on Jackson; the only package that knows it. */
@NullMarked
package dev.saga.json;

import org.jspecify.annotations.NullMarked;
