/** The commands of {@code saga-runner.jar}, their arguments and exit statuses (contract, section 3). */
@NullMarked
package dev.saga.runner.commands;

import org.jspecify.annotations.NullMarked;
