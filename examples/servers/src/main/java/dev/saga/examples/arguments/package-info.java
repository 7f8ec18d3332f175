/** What the examples' command lines have in common. */
@NullMarked
package dev.saga.examples.arguments;

import org.jspecify.annotations.NullMarked;
