package dev.saga.orchestrator;

import dev.saga.saga.CorruptStream;
import dev.saga.saga.Saga;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a batch's sagas before it is stepped: from the cache, and from the store what is not there. A saga
 * that its message may start is taken for new without a look, unless that led to a conflict.
 */
final class Drafts<S, I, E> {
    /** A booking of a thousand products has two thousand events: histories are read some at a time, until they are many. */
    private static final int SAGAS_AT_ONCE = 100;

    private static final int MANY_EVENTS = 20_000;

    private final Saga<S, I, E> saga;
    private final SagaStore<E> store;
    private final AggregateCache<S, I, E> cache;
    private final Map<String, Draft<S, I, E>> drafts = new LinkedHashMap<>();
    private final Map<String, CorruptStream> corrupt = new HashMap<>();
    /** What need not be looked up: it was, or it starts here. */
    private final Set<String> settled = new HashSet<>();

    private int known;

    private Drafts(Saga<S, I, E> saga, SagaStore<E> store, AggregateCache<S, I, E> cache) {
        this.saga = saga;
        this.store = store;
        this.cache = cache;
    }

    /**
     * Looks up what these deliveries are about, or what some of them are, from the first on.
     *
     * @param conflicting sagas of which the store has more than was believed
     */
    static <S, I, E> Drafts<S, I, E> of(
            List<Delivery<I>> deliveries,
            Saga<S, I, E> saga,
            SagaStore<E> store,
            AggregateCache<S, I, E> cache,
            Set<String> conflicting) {
        var drafts = new Drafts<>(saga, store, cache);
        int events = 0;
        while (drafts.known < deliveries.size() && events < MANY_EVENTS) {
            events += drafts.load(drafts.missing(deliveries, conflicting));
        }
        if (!drafts.corrupt.isEmpty()) {
            store.stuckAt(drafts.corrupt.keySet())
                    .forEach((id, letter) ->
                            drafts.drafts.put(id, new Draft<>(AggregateCache.Cached.unknown(saga, id), letter)));
        }
        return drafts;
    }

    /** The sagas that are known, by id. */
    Map<String, Draft<S, I, E>> byId() {
        return drafts;
    }

    /** The sagas whose history cannot be replayed, by id. */
    Map<String, CorruptStream> corrupt() {
        return corrupt;
    }

    /** How many of the deliveries, from the first on, are about sagas of which all that is stored is known. */
    int known() {
        return known;
    }

    /** The next ones that have to be read; what is known reaches as far as these do. */
    private Set<String> missing(List<Delivery<I>> deliveries, Set<String> conflicting) {
        Set<String> missing = new LinkedHashSet<>();
        for (; known < deliveries.size(); known++) {
            Delivery<I> delivery = deliveries.get(known);
            String sagaId = delivery.sagaId();
            var cached = cache.get(sagaId);
            if (cached != null) {
                drafts.computeIfAbsent(sagaId, id -> new Draft<>(cached));
            } else if (!sagaId.isEmpty() && !settled.contains(sagaId)) {
                if (conflicting.contains(sagaId) || !starts(delivery)) {
                    if (missing.size() == SAGAS_AT_ONCE) {
                        return missing;
                    }
                    missing.add(sagaId);
                }
                settled.add(sagaId);
            }
        }
        return missing;
    }

    /** Answers how many events were read. */
    private int load(Set<String> missing) {
        while (!missing.isEmpty()) {
            try {
                Map<String, SagaStream<E>> streams = store.load(missing);
                streams.forEach(this::add);
                return streams.values().stream()
                        .mapToInt(stream -> stream.events().size())
                        .sum();
            } catch (CorruptStream e) {
                e.all().forEach(one -> corrupt.put(one.saga().id(), one));
                missing.removeAll(corrupt.keySet());
            }
        }
        return 0;
    }

    private void add(String id, SagaStream<E> stream) {
        try {
            drafts.put(id, new Draft<>(AggregateCache.Cached.of(saga, id, stream), stream.stuckAt()));
        } catch (CorruptStream e) {
            corrupt.put(id, e);
        }
    }

    private boolean starts(Delivery<I> delivery) {
        return delivery.content() instanceof Delivery.Understood<I> understood
                && saga.transitions().acts(saga.initial(), understood.input());
    }
}
