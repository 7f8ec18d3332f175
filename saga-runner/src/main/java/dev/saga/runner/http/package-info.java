/** The runner's HTTP side on the JDK's own server: health, metrics, and what operators may look at (contract, section 3). */
@NullMarked
package dev.saga.runner.http;

import org.jspecify.annotations.NullMarked;
