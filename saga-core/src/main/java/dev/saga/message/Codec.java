package dev.saga.message;

/** Turns records into the bytes that are sent and stored, and back. Implementations are safe for use by many threads. */
public interface Codec {

    /**
     * The record as one JSON object in UTF-8. The same record always gives the same bytes. What is thrown here makes a dead
     * letter of the message that the record came from.
     */
    byte[] encode(Object record);

    /**
     * A record from one JSON object.
     *
     * @throws MalformedMessage if the bytes are no JSON object by RFC 8259, or the record's constructor refuses them
     */
    <T> T decode(byte[] json, Class<T> type);
}
