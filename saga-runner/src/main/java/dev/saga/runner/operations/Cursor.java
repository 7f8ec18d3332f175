package dev.saga.runner.operations;

import dev.saga.inspect.SagaInFlight;
import dev.saga.message.Utf8;
import dev.saga.orchestrator.MessageReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** A place in the list of sagas in flight as clients carry it: opaque, and checked like everything that comes in. */
final class Cursor {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Cursor() {}

    static String of(SagaInFlight.Place place) {
        String text = place.since() + " " + place.sagaId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidRequest if no page of ours ended with this cursor */
    static SagaInFlight.Place parse(String cursor) {
        try {
            String text = Utf8.decode(Base64.getUrlDecoder().decode(cursor));
            int space = text.indexOf(' ');
            if (space > 0) {
                var place = new SagaInFlight.Place(Instant.parse(text.substring(0, space)), text.substring(space + 1));
                if (possible(place) && of(place).equals(cursor)) {
                    return place;
                }
            }
        } catch (IllegalArgumentException | CharacterCodingException | DateTimeException e) {
            throw notOurs();
        }
        throw notOurs();
    }

    private static boolean possible(SagaInFlight.Place place) {
        return !place.since().isBefore(Instant.EPOCH)
                && !place.since().isAfter(LAST)
                && MessageReader.canBeAnId(place.sagaId());
    }

    static InvalidRequest notOurs() {
        return new InvalidRequest("the cursor is none that a page of this list gave as 'next'");
    }
}
