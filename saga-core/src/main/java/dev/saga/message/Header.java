package dev.saga.message;

/**
 * A header of an inbound message, as it came.
 *
 * @param name its name
 * @param value its bytes, never changed after construction; empty where the transport had none
 */
public record Header(String name, byte[] value) {}
