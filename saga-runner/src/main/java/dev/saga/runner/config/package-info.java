/**
 * Turns {@code saga.properties} into one immutable, fully checked {@link dev.saga.runner.config.RunnerConfig}, or into
 * one line that says which key is wrong, so that nothing starts on half a configuration.
 */
@NullMarked
package dev.saga.runner.config;

import org.jspecify.annotations.NullMarked;
