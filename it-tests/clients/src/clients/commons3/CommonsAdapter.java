package acme.suite.commons3;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Setup;
import acme.suite.Traits;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.httpclient.Header;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.HttpMethodBase;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.UsernamePasswordCredentials;
import org.apache.commons.httpclient.auth.AuthScope;
import org.apache.commons.httpclient.cookie.CookiePolicy;
import org.apache.commons.httpclient.methods.ByteArrayRequestEntity;
import org.apache.commons.httpclient.methods.EntityEnclosingMethod;
import org.apache.commons.httpclient.methods.GetMethod;
import org.apache.commons.httpclient.methods.HeadMethod;
import org.apache.commons.httpclient.methods.InputStreamRequestEntity;
import org.apache.commons.httpclient.params.HttpMethodParams;

/** Commons HttpClient 3. */
public final class CommonsAdapter implements Adapter {
    @Override
    public Traits traits() {
        return new Traits()
                .lacks(Feature.ASYNC, "Commons HttpClient 3 has no asynchronous form")
                .lacks(Feature.CANCEL, "Commons HttpClient 3 has no asynchronous form")
                .lacks(Feature.INTERRUPT, "Commons HttpClient 3 does not listen to interrupts while it reads")
                .lacks(Feature.CALL_TIMEOUT, "Commons HttpClient 3 has none")
                .lacks(Feature.POOL_STATISTICS, "the pool of Commons HttpClient 3 counts open connections only")
                .lacks(Feature.HTTP2, "Commons HttpClient 3 speaks HTTP/1.1");
    }

    @Override
    public ClientUnderTest open(Setup setup) {
        return new Client(setup);
    }

    private static final class Client implements ClientUnderTest {
        private final MultiThreadedHttpConnectionManager pool = new MultiThreadedHttpConnectionManager();
        private final HttpClient client = new HttpClient(pool);
        private final boolean followRedirects;

        Client(Setup setup) {
            followRedirects = setup.followRedirects;
            pool.getParams().setConnectionTimeout(setup.connectMillis);
            pool.getParams().setSoTimeout(setup.readMillis);
            pool.getParams().setDefaultMaxConnectionsPerHost(setup.connections > 0 ? setup.connections : 20);
            pool.getParams().setMaxTotalConnections(setup.connections > 0 ? setup.connections : 40);
            client.getParams()
                    .setCookiePolicy(setup.cookies ? CookiePolicy.BROWSER_COMPATIBILITY : CookiePolicy.IGNORE_COOKIES);
            if (setup.user != null) {
                client.getState()
                        .setCredentials(AuthScope.ANY, new UsernamePasswordCredentials(setup.user, setup.password));
            }
            if (setup.proxyPort > 0) {
                client.getHostConfiguration().setProxy("127.0.0.1", setup.proxyPort);
            }
        }

        @Override
        public Answer send(Ask ask) throws IOException {
            HttpMethodBase method = method(ask);
            ask.abortable = method::abort;
            if (ask.reuse) {
                client.executeMethod(method);
                method.getResponseBody();
                method.releaseConnection();
            }
            int status;
            try {
                status = client.executeMethod(method);
            } catch (IOException | RuntimeException failure) {
                method.releaseConnection();
                throw failure;
            }
            Answer answer = new Answer(status, method.getResponseBodyAsStream(), method::releaseConnection);
            answer.note("line", method::getStatusLine)
                    .note("uri", () -> method.getURI() + " " + method.getPath() + " " + method.getQueryString())
                    .note("request", () -> Arrays.toString(method.getRequestHeaders()))
                    .note("version", method::getEffectiveVersion)
                    .note("length", method::getResponseContentLength)
                    .note("footers", () -> Arrays.toString(method.getResponseFooters()));
            for (Header header : method.getResponseHeaders()) {
                answer.header(header.getName(), header.getValue());
            }
            return answer;
        }

        private HttpMethodBase method(Ask ask) {
            HttpMethodBase method;
            if (ask.hasBody()) {
                WithBody body = new WithBody(ask.method, ask.url);
                body.setRequestEntity(
                        ask.kind == Ask.Body.REPEATABLE
                                ? new ByteArrayRequestEntity(ask.body)
                                : new InputStreamRequestEntity(ask.oneShot(), ask.length()));
                method = body;
            } else {
                method = bodiless(ask);
                method.setFollowRedirects(followRedirects);
            }
            for (String[] header : ask.headers) {
                method.addRequestHeader(header[0], header[1]);
            }
            method.getParams().setBooleanParameter(HttpMethodParams.USE_EXPECT_CONTINUE, ask.expectContinue);
            return method;
        }

        private static HttpMethodBase bodiless(Ask ask) {
            switch (ask.method) {
                case "GET":
                    return new GetMethod(ask.url);
                case "HEAD":
                    return new HeadMethod(ask.url);
                default:
                    return new Bodiless(ask.method, ask.url);
            }
        }

        @Override
        public void close() {
            pool.shutdown();
        }
    }

    private static final class WithBody extends EntityEnclosingMethod {
        private final String method;

        WithBody(String method, String url) {
            super(url);
            this.method = method;
        }

        @Override
        public String getName() {
            return method;
        }
    }

    private static final class Bodiless extends HttpMethodBase {
        private final String method;

        Bodiless(String method, String url) {
            super(url);
            this.method = method;
        }

        @Override
        public String getName() {
            return method;
        }
    }
}
