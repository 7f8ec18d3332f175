/**
 * The booking saga: reserve every product, take one payment, confirm; or undo all of it. Pure: {@code java.*} and the
 * kernel only. The rules are those of section 2 of the contract ({@code docs/contract.md}).
 */
@NullMarked
package dev.saga.booking;

import org.jspecify.annotations.NullMarked;
