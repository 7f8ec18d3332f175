/** The booking saga held to the contract: sentence by sentence, in every interleaving, and on random walks. */
@NullMarked
package dev.saga.booking;

import org.jspecify.annotations.NullMarked;
