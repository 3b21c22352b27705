package dev.failover.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.Outcome.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), Kind.CONNECT),
                Arguments.of(new UnknownHostException("a"), Kind.CONNECT),
                Arguments.of(new NoRouteToHostException("a"), Kind.CONNECT),
                Arguments.of(new PortUnreachableException("a"), Kind.CONNECT),
                Arguments.of(new SSLHandshakeException("a"), Kind.CONNECT),
                Arguments.of(new SSLPeerUnverifiedException("a"), Kind.CONNECT),
                Arguments.of(new HttpConnectTimeoutException("a"), Kind.CONNECT),
                Arguments.of(new UnresolvedAddressException(), Kind.CONNECT),
                Arguments.of(new SocketTimeoutException("connect timed out"), Kind.CONNECT),
                Arguments.of(new SocketTimeoutException("Connect timed out"), Kind.CONNECT),
                Arguments.of(new ConnectTimeoutException(), Kind.CONNECT),
                Arguments.of(new SocketTimeoutException("Read timed out"), Kind.TIMEOUT),
                Arguments.of(new SocketTimeoutException((String) null), Kind.TIMEOUT),
                Arguments.of(new HttpTimeoutException("a"), Kind.TIMEOUT),
                Arguments.of(new TimeoutException(), Kind.TIMEOUT),
                Arguments.of(new InterruptedException(), Kind.CANCELLED),
                Arguments.of(new InterruptedIOException(), Kind.CANCELLED),
                Arguments.of(new CancellationException(), Kind.CANCELLED),
                Arguments.of(new IOException("a"), Kind.IO),
                Arguments.of(new EOFException(), Kind.IO),
                Arguments.of(new ClosedChannelException(), Kind.IO),
                Arguments.of(new SocketException("Connection reset"), Kind.IO),
                Arguments.of(new SSLException("closed"), Kind.IO),
                Arguments.of(new HttpRetryException("cannot retry", 302), Kind.LOCAL),
                Arguments.of(new IllegalStateException(), Kind.LOCAL),
                Arguments.of(new StackOverflowError(), Kind.LOCAL),
                Arguments.of(new IOException(new ConnectException("of something else")), Kind.IO));
    }

    @ParameterizedTest
    @MethodSource("table")
    void tellsWhatAFailureProves(Throwable failure, Kind kind) {
        assertThat(Failures.kindOf(failure)).isEqualTo(kind);
        assertThat(Failures.kindOf(new CompletionException(new ExecutionException(failure))))
                .as("within the wrappers of futures")
                .isEqualTo(kind);
        assertThat(Failures.unwrap(new CompletionException(failure))).isSameAs(failure);
    }

    /** As the clients' own: known by its simple name, because clients are relocated. */
    private static final class ConnectTimeoutException extends SocketTimeoutException {
        private static final long serialVersionUID = 1;
    }
}
