package dev.saga.runner.http;

/** Answers requests to one place. Called by many threads at once. */
@FunctionalInterface
public interface Endpoint {

    /**
     * The answer.
     *
     * @throws HttpError to answer with a failure
     * @throws dev.saga.orchestrator.StoreUnavailable if the store does not answer; it becomes 503
     */
    Response answer(Request request);
}
