package dev.failover.agent.client.apache40;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpHost;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.params.ClientPNames;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.params.CoreConnectionPNames;
import org.apache.http.params.DefaultedHttpParams;
import org.apache.http.params.HttpParams;
import org.junit.jupiter.api.Test;

/** What an attempt says of itself stands before what request and client say, and in place of nothing else. */
@SuppressWarnings("deprecation") // it is what the old client has
class ParametersTest {
    private static final String CONNECT = CoreConnectionPNames.CONNECTION_TIMEOUT;
    private static final HttpHost NAMED = new HttpHost("orders.example", 8080);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final DefaultHttpClient client = new DefaultHttpClient();
    private final HttpGet request = new HttpGet("http://orders.example:8080/");

    private HttpParams of(long connectNanos, HttpHost named) {
        return Parameters.of(client, request, connectNanos, named);
    }

    @Test
    void nothingToSayLeavesTheProgramsOwn() {
        assertThat(of(0, null)).isSameAs(request.getParams());
    }

    @Test
    void theAttemptsBoundHoldsUnlessTheProgramsIsShorter() {
        assertThat(of(SECOND, null).getParameter(CONNECT)).isEqualTo(1_000);

        client.getParams().setIntParameter(CONNECT, 300);
        assertThat(of(SECOND, null).getParameter(CONNECT)).isEqualTo(300);

        request.getParams().setIntParameter(CONNECT, 2_000);
        assertThat(of(SECOND, null).getParameter(CONNECT)).isEqualTo(1_000);

        request.getParams().setIntParameter(CONNECT, 0);
        assertThat(of(SECOND, null).getParameter(CONNECT)).isEqualTo(1_000);
        assertThat(of(1, null).getParameter(CONNECT)).isEqualTo(1);
    }

    @Test
    void theProgramsOwnNameStays() {
        assertThat(of(0, NAMED).getParameter(ClientPNames.VIRTUAL_HOST)).isSameAs(NAMED);

        HttpHost own = new HttpHost("own.example");
        request.getParams().setParameter(ClientPNames.VIRTUAL_HOST, own);
        assertThat(of(SECOND, NAMED).getParameter(ClientPNames.VIRTUAL_HOST)).isSameAs(own);
    }

    @Test
    void theProgramsOthersAreSeen() {
        request.getParams().setParameter("x", "y");
        assertThat(of(SECOND, NAMED).getParameter("x")).isEqualTo("y");
        assertThat(of(SECOND, NAMED).getParameter("z")).isNull();
    }

    @Test
    void whatIsChangedStaysWithTheAttempt() {
        HttpParams attempts = of(SECOND, NAMED);
        attempts.setIntParameter(CONNECT, 5);
        attempts.setParameter("x", "y");
        assertThat(attempts.removeParameter(ClientPNames.VIRTUAL_HOST)).isTrue();

        assertThat(attempts.getParameter(CONNECT)).isEqualTo(5);
        assertThat(attempts.getParameter("x")).isEqualTo("y");
        assertThat(attempts.getParameter(ClientPNames.VIRTUAL_HOST)).isNull();
        assertThat(attempts.copy().getParameter("x")).isEqualTo("y");
        assertThat(attempts.copy().getParameter(ClientPNames.VIRTUAL_HOST)).isNull();
        assertThat(request.getParams().getParameter("x")).isNull();
    }

    @Test
    void namesAreThoseOfBoth() {
        request.getParams().setParameter("x", "y");
        assertThat(((DefaultedHttpParams) of(SECOND, NAMED)).getNames())
                .isEqualTo(Set.of("x", CONNECT, ClientPNames.VIRTUAL_HOST));
    }
}
