package dev.saga.simulation;

import dev.saga.booking.BookingCommand;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.saga.Effect;
import dev.saga.saga.Saga;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A piece with a mistake in it that the simulation must find.
 *
 * @param mistake what is wrong, as a sentence
 * @param rig the real pieces and the one with the mistake
 * @param rule the beginning of the rule that is seen to be broken
 */
record Broken(String mistake, Rig rig, String rule) {
    static Stream<Broken> pieces() {
        return Stream.concat(
                Stream.of(
                        new Broken(
                                "the saga forgets to release a second product",
                                forgetting(Broken::isRelease, 1),
                                "2.6 every product whose reservation was accepted"),
                        new Broken(
                                "the saga does not release what is reserved late",
                                reacting(effects -> effects.size() == 1
                                        ? effects.stream()
                                                .filter(effect -> !isRelease(effect))
                                                .toList()
                                        : effects),
                                "2.6 every product whose reservation was accepted"),
                        new Broken(
                                "the saga refunds nothing",
                                forgetting(effect -> sends(effect, BookingCommand.RefundPayment.class), 0),
                                "2.6 a cancelled booking keeps no payment"),
                        new Broken(
                                "the saga asks for money twice",
                                reacting(Broken::moneyTwice),
                                "2.6 at most one payment is requested"),
                        new Broken(
                                "the saga sets no deadlines",
                                reacting(effects -> effects.stream()
                                        .filter(effect -> !(effect instanceof Effect.SetDeadline))
                                        .toList()),
                                "2 every saga comes to an end")),
                Stream.concat(BrokenStores.pieces(), BrokenHandOver.pieces()));
    }

    private static Rig forgetting(Predicate<Effect> effects, int keep) {
        return reacting(all -> {
            var kept = new ArrayList<Effect>();
            int met = 0;
            for (Effect effect : all) {
                if (!effects.test(effect) || met++ < keep) {
                    kept.add(effect);
                }
            }
            return kept;
        });
    }

    private static boolean isRelease(Effect effect) {
        return sends(effect, BookingCommand.ReleaseStock.class);
    }

    private static boolean sends(Effect effect, Class<?> command) {
        return effect instanceof Effect.Send send && command.isInstance(send.command());
    }

    private static List<Effect> moneyTwice(List<Effect> effects) {
        var twice = new ArrayList<>(effects);
        effects.stream()
                .filter(effect -> sends(effect, BookingCommand.RequestPayment.class))
                .forEach(twice::add);
        return twice;
    }

    /** The saga as it is, but for what it wants done. */
    @SuppressWarnings("unchecked")
    private static Rig reacting(UnaryOperator<List<Effect>> change) {
        return Rig.withSaga(real -> (Saga<BookingState, BookingInput, BookingEvent>) Proxy.newProxyInstance(
                Saga.class.getClassLoader(), new Class<?>[] {Saga.class}, (proxy, method, of) -> {
                    try {
                        Object answer = method.invoke(real, of);
                        return method.getName().equals("react") ? change.apply((List<Effect>) answer) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
