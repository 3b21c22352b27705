package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One call of a program, to a service of its own: the two endpoints have the scenario's name in their paths. */
enum Scenario {
    /** A GET whose first replica is gone. */
    DEAD_FIRST_REPLICA("GET", false, 200, 200) {
        @Override
        void judge(Outcome outcome, int own) {
            assertThat(outcome.answer()).startsWith("200").contains("replica-b");
            assertThat(outcome.received()).containsExactly("b GET");
        }

        @Override
        void judgeAlone(Outcome outcome, int own) {
            assertThat(outcome.answer()).startsWith("0");
            assertThat(outcome.received()).isEmpty();
        }
    },

    /** A GET whose first replica says 503: one call, although a framework rides on a client that we handle as well. */
    UNAVAILABLE_FIRST_REPLICA("GET", true, 503, 200) {
        @Override
        void judge(Outcome outcome, int own) {
            assertThat(outcome.answer()).startsWith("200").contains("replica-b");
            assertThat(outcome.received()).containsExactly("a GET", "b GET");
        }

        @Override
        void judgeAlone(Outcome outcome, int own) {
            assertThat(outcome.answer()).contains("503");
            assertThat(outcome.received()).isEqualTo(Collections.nCopies(own, "a GET"));
        }
    },

    /** All replicas say 503: attempts of one call, never attempts of attempts. */
    UNAVAILABLE_REPLICAS("GET", true, 503, 503) {
        @Override
        void judge(Outcome outcome, int own) {
            assertThat(outcome.answer()).contains("503");
            assertThat(outcome.received()).hasSize(ATTEMPTS * own).startsWith("a GET", "b GET");
        }

        @Override
        void judgeAlone(Outcome outcome, int own) {
            UNAVAILABLE_FIRST_REPLICA.judgeAlone(outcome, own);
        }
    },

    /** A POST may have been carried out by whoever says 503. */
    POST_IS_NOT_SENT_ELSEWHERE("POST", true, 503, 200) {
        @Override
        void judge(Outcome outcome, int own) {
            assertThat(outcome.answer()).contains("503");
            assertThat(outcome.received()).isEqualTo(Collections.nCopies(own, "a POST ordered"));
        }

        @Override
        void judgeAlone(Outcome outcome, int own) {
            judge(outcome, own);
        }
    },

    /** A POST to where nobody is has not been carried out. */
    POST_OF_DEAD_FIRST_REPLICA("POST", false, 200, 200) {
        @Override
        void judge(Outcome outcome, int own) {
            assertThat(outcome.answer()).startsWith("200").contains("replica-b");
            assertThat(outcome.received()).containsExactly("b POST ordered");
        }

        @Override
        void judgeAlone(Outcome outcome, int own) {
            assertThat(outcome.answer()).startsWith("0");
            assertThat(outcome.received()).isEmpty();
        }
    };

    /** The default of {@code retry.max-attempts}. */
    private static final int ATTEMPTS = 3;

    private final String method;
    private final boolean firstLives;
    private final int first;
    private final int second;

    Scenario(String method, boolean firstLives, int first, int second) {
        this.method = method;
        this.firstLives = firstLives;
        this.first = first;
        this.second = second;
    }

    /** {@code answer}: status and body, 0 and the exceptions if the framework threw one; {@code received}: by all replicas. */
    record Outcome(String answer, List<String> received) {}

    /** {@code own}: how many requests the client by itself makes of one that is answered 503. */
    abstract void judge(Outcome outcome, int own);

    /** Without the agent: the proof that {@link #judge} can fail. */
    abstract void judgeAlone(Outcome outcome, int own);

    String method() {
        return method;
    }

    /** How a replica that lives answers. */
    int status(String replica) {
        return replica.equals("a") ? first : second;
    }

    /** The endpoint that the program is configured with. */
    String first(TwoReplicas replicas) {
        return firstLives ? replicas.url("a") : replicas.dead();
    }

    /** The name of its service. */
    String service() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code deadFirstReplica}. */
    String title() {
        String[] words = service().split("-");
        return words[0]
                + Arrays.stream(words, 1, words.length)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
