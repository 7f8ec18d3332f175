package dev.saga.examples.demo;

import java.util.Map;

/**
 * A booking that somebody wants.
 *
 * @param bookingId its id
 * @param products how many of each product, by its id, in the booking's order
 * @param json the value of {@code booking.created}, as the file has it
 */
record WantedBooking(String bookingId, Map<String, Integer> products, String json) {}
