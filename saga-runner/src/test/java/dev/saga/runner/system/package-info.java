/** The whole runner on real servers, with simulated services around it, and with real kills. */
@NullMarked
package dev.saga.runner.system;

import org.jspecify.annotations.NullMarked;
