package dev.failover.demo;

import java.util.List;

/** Shows the demo while it runs. */
interface View {
    /** {@code second}: since the start. */
    record Moment(double second, int of, List<ServerState> servers, List<DemoClient> clients) {}

    record ServerState(String id, String url, String state, boolean up) {}

    void show(Moment moment);

    /** The last moment was shown. */
    void end();
}
