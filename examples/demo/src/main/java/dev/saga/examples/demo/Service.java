package dev.saga.examples.demo;

import java.util.List;
import java.util.Optional;

/** A simulated service behind the orchestrator's topics. It is called by one thread, each command once. */
interface Service {
    String name();

    /** The contract names of the commands that it takes. */
    List<String> commands();

    /** Its books. */
    Ledger ledger();

    /** Carries a command out. */
    Optional<Message> carryOut(ReceivedCommand command);
}
