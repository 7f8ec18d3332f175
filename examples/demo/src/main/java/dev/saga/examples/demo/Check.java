package dev.saga.examples.demo;

/**
 * Something that must hold at the end.
 *
 * @param holds whether it does
 * @param claim what must hold
 * @param detail the numbers, or what is wrong
 */
record Check(boolean holds, String claim, String detail) {}
