/** The JSON shapes that operators are shown (contract, section 3), the same over HTTP and on the command line. */
@NullMarked
package dev.saga.runner.json;

import org.jspecify.annotations.NullMarked;
