package dev.failover.it.clients;

import java.io.Closeable;
import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Speaks HTTP/2 over TLS and nothing else, and says nothing of its own. */
final class Http2Listener implements Closeable {
    private final Server server;
    private final ServerConnector connector;

    /** What is done with a request; on a thread that may wait. */
    interface Answers {
        void answer(Request request, Response response, Callback callback) throws Exception;
    }

    Http2Listener(String address, SSLContext tls, Answers answers) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(20, 4);
        threads.setDaemon(true);
        server = new Server(threads);
        SslContextFactory.Server secure = new SslContextFactory.Server();
        secure.setSslContext(tls);
        HttpConfiguration configuration = new HttpConfiguration();
        // Names that are none of the certificate are the cases' business, and so is every path.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2");
        connector = new ServerConnector(
                server,
                new SslConnectionFactory(secure, alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(configuration));
        connector.setHost(address);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                answers.answer(request, response, callback);
                return true;
            }
        });
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("a server for HTTP/2 does not start", e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("a server for HTTP/2 does not stop", e);
        }
    }
}
