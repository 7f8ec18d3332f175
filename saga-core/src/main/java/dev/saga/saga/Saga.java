package dev.saga.saga;

import java.util.List;

/**
 * A saga: three pure functions over closed types, and the names under which they meet the world.
 *
 * <ul>
 *   <li><b>decide</b>(state, input) → events: the {@link #transitions() table};
 *   <li><b>evolve</b>(state, event) → state: used live and for every replay, so history cannot send anything;
 *   <li><b>react</b>(state after, event) → effects: commands and deadlines, as data. A command is caused by one
 *       recorded event, which is why its {@link CommandId id} can be derived and a re-send repeats it.
 * </ul>
 *
 * <p>The form is Chassaing's Decider (decide, evolve, initial state) with a reaction added, as in process managers that
 * are event-sourced. Implementations are stateless, deterministic and safe for use by many threads: no clock, no
 * randomness, no I/O. Inputs, events and commands are records.
 *
 * @param <S> the states, a sealed type
 * @param <I> the inputs, a sealed type: facts as participants report them, and elapsed deadlines
 * @param <E> the events, a sealed type
 */
public interface Saga<S, I, E> {

    /** The name of this kind of saga, such as {@code booking}; stored with every row and never changed. */
    String type();

    /** The state of a saga that has no history yet. */
    S initial();

    /** What happens to every input in every state. */
    TransitionTable<S, I, E> transitions();

    /**
     * The state after an event.
     *
     * @throws ImpossibleEvent if no rule of this saga records that event in that state
     */
    S evolve(S state, E event);

    /** What must be done because {@code event} was recorded, given the state right after it. */
    List<Effect> react(S after, E event);

    /**
     * The name of a state as operators know it, such as {@code WAITING_STOCK}. As {@link #ended} and {@link #size}, it is asked of
     * every state, also of one that is passed within a step and at every replay: it answers at once and always. A message on
     * which it fails is a dead letter.
     */
    String stateName(S state);

    /** Whether the saga has ended in this state; an ended saga is no longer in flight, yet may still answer late replies. */
    boolean ended(S state);

    /** How many parts a state has, roughly in proportion to the memory that it takes; what is cached is bounded by it. */
    default int size(S state) {
        return 1;
    }

    /** The commands that participants have not answered in this state, equal to those that were sent. */
    List<Command> awaiting(S state);

    /** What an event means for the saga's life, given the state right after it. */
    Milestone milestone(S after, E event);

    /** The id of the saga that an input is meant for. */
    String sagaId(I input);

    /** The input that tells a saga that the deadline set in the state of that name has elapsed. */
    I deadlineElapsed(String sagaId, String stateName);

    /** The message names of the inputs that come from outside. */
    TypeNames<I> inputs();

    /** The names under which events are stored; a name is never given to another event. */
    TypeNames<E> events();

    /** The message names of the commands. */
    TypeNames<Command> commands();
}
