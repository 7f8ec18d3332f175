/** Deadlines that are due, which become ordinary inputs. */
@NullMarked
package dev.saga.deadline;

import org.jspecify.annotations.NullMarked;
