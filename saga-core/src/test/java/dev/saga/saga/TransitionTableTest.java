package dev.saga.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TransitionTableTest {
    sealed interface Door {}

    record Open() implements Door {}

    record Shut() implements Door {}

    record Bricked() implements Door {}

    sealed interface Hand {}

    record Push() implements Hand {}

    record Pull() implements Hand {}

    sealed interface Ajar permits Hinge {}

    static non-sealed class Hinge implements Ajar {}

    private static TransitionTable.Builder<Door, Hand, String> table() {
        return TransitionTable.over(Door.class, Hand.class);
    }

    private static TransitionTable<Door, Hand, String> doors() {
        return table().on(Shut.class, Push.class, Set.of(Open.class, Bricked.class), (s, i) -> Decision.act("opened"))
                .compare(Shut.class, Pull.class, (s, i) -> Decision.ignore(Silence.REPEAT))
                .on(Open.class, Pull.class, Set.of(Shut.class, Open.class), (s, i) -> Decision.act("shut"))
                .ignore(Silence.REPEAT, Open.class, Push.class)
                .refuse(Refusal.CONTRADICTION, "it is bricked up", Bricked.class, Push.class, Pull.class)
                .build();
    }

    @Test
    void everyPairThatWasForgottenIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> table().ignore(Silence.REPEAT, Open.class, Push.class, Pull.class)
                        .ignore(Silence.REPEAT, Shut.class, Pull.class)
                        .build())
                .withMessage("undeclared transitions: Shut x Push, Bricked x Push, Bricked x Pull");
    }

    @Test
    void aPairIsDeclaredOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> table().ignore(Silence.REPEAT, Open.class, Push.class)
                        .refuse(Refusal.CONTRADICTION, "no", Open.class, Push.class))
                .withMessage("Open x Push was declared twice");
    }

    @Test
    void aWholeAxisCannotBeDeclaredAtOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> table().ignore(Silence.SETTLED, Open.class, Hand.class))
                .withMessageContaining("Open x Hand is no pair of this table");
    }

    @Test
    void whatIsOpenCannotBeCovered() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransitionTable.over(Ajar.class, Hand.class))
                .withMessageContaining("Hinge is neither sealed nor final");
    }

    @Test
    void theTableDecidesAsItWasDeclared() {
        assertThat(doors().decide(new Shut(), new Push())).isEqualTo(Decision.act("opened"));
        assertThat(doors().decide(new Shut(), new Pull())).isEqualTo(Decision.ignore(Silence.REPEAT));
        assertThat(doors().decide(new Bricked(), new Pull())).isEqualTo(Decision.contradiction("it is bricked up"));
    }

    @Test
    void theGridShowsEveryCell() {
        assertThat(TransitionDiagram.grid(doors())).isEqualTo("""
                | | Push | Pull |
                |---|---|---|
                | **Shut** | → Open, Bricked | ignored or refused |
                | **Open** | ignored (a repetition) | → Shut, Open |
                | **Bricked** | refused (a contradiction) | refused (a contradiction) |
                """);
    }

    @Test
    void theDiagramShowsWhatActs() {
        assertThat(TransitionDiagram.mermaid(doors())).isEqualTo("""
                stateDiagram-v2
                    Shut --> Open : Push
                    Shut --> Bricked : Push
                    Open --> Shut : Pull
                    Open --> Open : Pull
                    Bricked --> [*]
                """);
    }
}
