/** Section 1 of the contract, rule by rule, and the stored and published forms as they are. */
@NullMarked
package dev.saga.json;

import org.jspecify.annotations.NullMarked;
