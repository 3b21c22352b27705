package dev.failover.agent.client.url;

import dev.failover.call.Outcome;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/** A connection that has an answer, and what it threw on the way: the JDK throws for a status from 400 on. */
final class Answer {
    /** Null for what is stored. */
    final @Nullable UrlAttempt attempt;

    final HttpURLConnection connection;
    final @Nullable Exception failure;

    Answer(@Nullable UrlAttempt attempt, HttpURLConnection connection, @Nullable Exception failure) {
        this.attempt = attempt;
        this.connection = connection;
        this.failure = failure;
    }

    /** Nobody gets the answer that an attempt has brought, if it has. */
    static void drop(@Nullable Outcome<Answer> outcome) {
        Answer answer = outcome == null ? null : outcome.result();
        if (answer != null) {
            answer.connection.disconnect();
        }
    }
}
