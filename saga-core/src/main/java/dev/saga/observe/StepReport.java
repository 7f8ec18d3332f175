package dev.saga.observe;

import dev.saga.message.Outcome;
import dev.saga.saga.Milestone;
import java.time.Duration;
import java.util.List;

/**
 * What one inbound message did, after it was committed.
 *
 * @param sagaType the kind of saga
 * @param sagaId the saga, empty where the message does not say
 * @param messageType the contract name of the message
 * @param outcome what became of it
 * @param stateBefore the name of the state it met
 * @param stateAfter the name of the state it led to
 * @param version the saga's version after it
 * @param started whether it started the saga
 * @param ended whether it ended the saga
 * @param age how long the saga had lived when it ended, by the store's clock; zero otherwise
 * @param milestones what its events mean for the saga's life
 * @param detail why it was rejected, else empty
 */
public record StepReport(
        String sagaType,
        String sagaId,
        String messageType,
        Outcome outcome,
        String stateBefore,
        String stateAfter,
        long version,
        boolean started,
        boolean ended,
        Duration age,
        List<Milestone> milestones,
        String detail) {}
