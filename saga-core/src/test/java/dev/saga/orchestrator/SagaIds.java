package dev.saga.orchestrator;

import java.util.List;

/** Ids that the contract allows and that a careless store would trip over. */
public final class SagaIds {
    /** All of them different. */
    public static final List<String> ODD = List.of(
            "plain",
            "PLAIN",
            "it's",
            "\"quoted\"",
            "back\\slash",
            "{braces}",
            "{a,b}",
            "comma,comma",
            "100%",
            "under_score",
            "underXscore",
            " leading and trailing ",
            "$1 ?",
            "null",
            "NULL",
            "/a/b/../c",
            "line\u2028separator",
            "e\u0301",
            "\u00e9",
            "\uFFFD",
            "\uFEFFmark",
            "\uD83D\uDE80".repeat(255),
            "x".repeat(255));

    private SagaIds() {}
}
