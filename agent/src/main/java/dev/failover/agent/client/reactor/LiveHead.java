package dev.failover.agent.client.reactor;

import dev.failover.agent.client.AgentEngine;
import dev.failover.cache.BodyRecorder;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/** What an endpoint has answered, and the connection that it comes by. */
final class LiveHead extends Head {
    private final HttpClientResponse response;
    private final Connection connection;
    private volatile boolean direct = true;
    private volatile @Nullable BodyTap tap;

    LiveHead(HttpClientResponse response, Connection connection) {
        this.response = response;
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    @Override
    int status() {
        return response.status().code();
    }

    @Override
    HttpHeaders headers() {
        return response.responseHeaders();
    }

    @Override
    boolean isDirect() {
        return direct && response.redirectedFrom().length == 0;
    }

    /** The client has sent something else than the cache was asked about. */
    void isToSomethingElse() {
        direct = false;
    }

    /** Its body may be recorded: by the thread that has just read the head. */
    void watch() {
        if (connection.channel().eventLoop().inEventLoop()) {
            tap = BodyTap.at(connection.channel());
        }
    }

    void record(BodyRecorder recorder) {
        BodyTap watching = tap;
        if (watching == null) {
            recorder.abandon();
        } else {
            watching.record(recorder);
        }
    }

    private void stopWatching() {
        BodyTap watching = tap;
        if (watching != null) {
            watching.stopUnlessRecording();
        }
    }

    @Override
    void giveTo(ReactorCall call) {
        stopWatching();
        call.give(connection);
    }

    @Override
    void drop(AgentEngine engine) {
        stopWatching();
        DroppedBody.drain(connection, engine);
    }
}
