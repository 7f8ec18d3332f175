@NullMarked
package dev.saga.examples.embedded;

import org.jspecify.annotations.NullMarked;
