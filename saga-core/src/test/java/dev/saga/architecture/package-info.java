/** Who may know whom, and what nobody may do. */
@NullMarked
package dev.saga.architecture;

import org.jspecify.annotations.NullMarked;
