package dev.saga.booking;

import dev.saga.booking.Stock.Released;
import dev.saga.booking.Stock.Requested;
import dev.saga.booking.Stock.Reserved;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The products of a booking, in its order, and where each one's stock stands.
 *
 * <p>Immutable, and made to be changed one product at a time: the changed copy shares all but one array with the original,
 * and how many products are unanswered or reserved is known without a look at each. A booking of a thousand products is
 * told of each of them.
 */
public final class Products extends AbstractMap<String, Stock> {
    private final Map<String, Integer> places;
    private final String[] ids;
    private final Stock[] stock;
    private final int requested;
    private final int reserved;

    private Products(Map<String, Integer> places, String[] ids, Stock[] stock, int requested, int reserved) {
        this.places = places;
        this.ids = ids;
        this.stock = stock;
        this.requested = requested;
        this.reserved = reserved;
    }

    /** These products, of which no two are the same, all of them requested. */
    static Products requested(List<Product> products) {
        int size = products.size();
        Map<String, Integer> places = new HashMap<>(2 * size);
        var ids = new String[size];
        var stock = new Stock[size];
        for (int place = 0; place < size; place++) {
            Product product = products.get(place);
            if (places.put(product.productId(), place) != null) {
                throw new IllegalArgumentException("product %s is there twice".formatted(product.productId()));
            }
            ids[place] = product.productId();
            stock[place] = new Requested(product.quantity());
        }
        return new Products(places, ids, stock, size, 0);
    }

    /** The same with one product's stock standing elsewhere. */
    Products with(String productId, Stock now) {
        Integer place = places.get(productId);
        if (place == null) {
            throw new IllegalArgumentException("product %s is not in this booking".formatted(productId));
        }
        Stock before = stock[place];
        var changed = stock.clone();
        changed[place] = now;
        return new Products(
                places,
                ids,
                changed,
                requested + count(now instanceof Requested) - count(before instanceof Requested),
                reserved + count(now instanceof Reserved) - count(before instanceof Reserved));
    }

    /** The same with everything that is reserved released. */
    Products releaseAll() {
        var changed = stock.clone();
        for (int place = 0; place < changed.length; place++) {
            if (changed[place] instanceof Reserved is) {
                changed[place] = new Released(is.quantity(), is.price());
            }
        }
        return new Products(places, ids, changed, requested, 0);
    }

    /** How many are requested and not answered. */
    int requested() {
        return requested;
    }

    /** How many are reserved. */
    int reserved() {
        return reserved;
    }

    @Override
    public int size() {
        return ids.length;
    }

    @Override
    public @Nullable Stock get(Object productId) {
        Integer place = places.get(productId);
        return place == null ? null : stock[place];
    }

    @Override
    public boolean containsKey(Object productId) {
        return places.containsKey(productId);
    }

    @Override
    public Collection<Stock> values() {
        return Collections.unmodifiableList(Arrays.asList(stock));
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Stock> action) {
        for (int place = 0; place < ids.length; place++) {
            action.accept(ids[place], stock[place]);
        }
    }

    @Override
    public Set<Entry<String, Stock>> entrySet() {
        var entries = new LinkedHashSet<Entry<String, Stock>>();
        forEach((id, is) -> entries.add(Map.entry(id, is)));
        return Collections.unmodifiableSet(entries);
    }

    private static int count(boolean one) {
        return one ? 1 : 0;
    }
}
