/** What operators look at and do, the same over HTTP and on the command line. */
@NullMarked
package dev.saga.runner.operations;

import org.jspecify.annotations.NullMarked;
