package dev.failover.agent.client.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who breaks a request off is told by who has called. */
class CallerTest {
    /** In place of the client's, which has the same method. */
    private static final class Request {
        private static final String TAIL = "CallerTest$Request";

        boolean abort() {
            return Caller.isLibrary(Request.class, TAIL);
        }
    }

    /** As the client has them. */
    private static final class HttpConnectionOverX {
        boolean fails() {
            return new Request().abort();
        }
    }

    /** The same. */
    private static final class AuthenticationProtocolHandler {
        private static final class AuthenticationListener {
            boolean onSuccess() {
                return new Request().abort();
            }
        }
    }

    @Test
    void aConnectionThatFails() {
        assertThat(new HttpConnectionOverX().fails()).isTrue();
    }

    @Test
    void aChallengeThatMakesTheRestOfABodyUseless() {
        assertThat(new AuthenticationProtocolHandler.AuthenticationListener().onSuccess())
                .isTrue();
    }

    @Test
    void theProgram() {
        assertThat(new Request().abort()).isFalse();
    }
}
