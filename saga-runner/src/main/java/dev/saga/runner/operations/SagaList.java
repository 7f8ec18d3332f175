package dev.saga.runner.operations;

import dev.saga.inspect.SagaArchive;
import dev.saga.inspect.SagaInFlight;
import java.util.List;
import java.util.Map;

/**
 * The sagas in flight, the one that has been longest in its state first.
 *
 * @param archive where they are looked up
 * @param states the states in which a saga can be in flight
 */
public record SagaList(SagaArchive<?> archive, List<String> states) {
    public SagaList {
        states = List.copyOf(states);
    }

    /**
     * A page.
     *
     * @param parameters {@code state}, {@code limit} and {@code cursor}, each where it is given
     * @throws InvalidRequest if one of them is malformed
     */
    public Page<SagaInFlight> page(Map<String, String> parameters) {
        List<String> wanted =
                parameters.containsKey("state") ? List.of(state(parameters.get("state"))) : List.<String>of();
        int limit = Limit.of(parameters);
        var after =
                parameters.containsKey("cursor") ? Cursor.parse(parameters.get("cursor")) : SagaInFlight.Place.START;
        return Page.of(archive.inFlight(wanted, after, limit + 1), limit, saga -> Cursor.of(saga.place()));
    }

    private String state(String value) {
        if (!states.contains(value)) {
            throw new InvalidRequest("state should be one in which sagas are in flight (%s), but was '%s'"
                    .formatted(String.join(", ", states), value));
        }
        return value;
    }
}
