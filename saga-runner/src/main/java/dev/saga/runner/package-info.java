/** The runnable orchestrator: everything wired from one configuration, and nothing that an embedder would miss. */
@NullMarked
package dev.saga.runner;

import org.jspecify.annotations.NullMarked;
