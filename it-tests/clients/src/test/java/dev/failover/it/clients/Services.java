package dev.failover.it.clients;

import acme.suite.Case;
import acme.suite.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/** The agent's configuration of a run: a service for every case, told apart by its base path. */
final class Services {
    private final Map<String, String> servers;
    private final String run;

    Services(Map<String, String> servers, String run) {
        this.servers = servers;
        this.run = run;
    }

    /** As {@code config.ini} has it. */
    String file(Iterable<Case> cases) {
        StringBuilder file = new StringBuilder();
        int number = 0;
        for (Case one : cases) {
            Map<String, String> settings = settings(one);
            number++;
            if (!settings.isEmpty()) {
                file.append("[service.case").append(number).append("]\n");
                settings.forEach((key, value) ->
                        file.append(key).append(" = ").append(value).append('\n'));
            }
        }
        return file.toString();
    }

    private Map<String, String> settings(Case one) {
        String path = "/" + run + "/" + one.name();
        Map<String, String> settings = new LinkedHashMap<>();
        switch (one.place()) {
            case PAIR -> endpoints(settings, path, "a", "b");
            case PAIR_PATIENT -> {
                endpoints(settings, path, "a", "b");
                settings.put("retry.base-delay", "4s");
                settings.put("retry.max-delay", "4s");
                settings.put("retry.jitter", "0");
            }
            case PAIR_HURRIED -> {
                endpoints(settings, path, "a", "b");
                settings.put("timeout.connect", "2s");
                settings.put("timeout.attempt", "2s");
            }
            case PAIR_STUBBORN -> {
                endpoints(settings, path, "a", "b");
                settings.put("breaker.failure-threshold", "10000");
                settings.put("retry.budget.floor", "1000000");
            }
            case DEAD_FIRST -> endpoints(settings, path, "dead", "b");
            case HOLE_FIRST -> endpoints(settings, path, "hole", "b");
            case DEAD_BOTH -> endpoints(settings, path, "dead", "dead2");
            case TRIPPED, TRIPPED_BOTH -> {
                boolean both = one.place() == Place.TRIPPED_BOTH;
                endpoints(settings, path, both ? "dead" : "hole", both ? "dead2" : "b");
                // So that who tries to connect all the same takes longer than a machine that stands still for a while.
                settings.put("timeout.connect", "4s");
                tripped(settings);
            }
            case LIMITED -> {
                endpoints(settings, path, "a", "b");
                settings.put("limiter.rate", "1/s burst 1");
                settings.put("limiter.wait", "10s");
            }
            case LIMITED_HARD -> {
                endpoints(settings, path, "a", "b");
                settings.put("limiter.rate", "1/h");
            }
            case LIMITED_BY_SERVER -> {
                endpoints(settings, path, "a", "b");
                settings.put("limiter.from-server", "true");
            }
            case WATCHED -> {
                endpoints(settings, path, "a", "b");
                settings.put("mode", "observe");
            }
            case STORED -> {
                endpoints(settings, path, "a", "b");
                stored(settings);
            }
            case STORED_TRIPPED -> {
                endpoints(settings, path, "dead", "b");
                tripped(settings);
                stored(settings);
            }
            case SECURE -> endpoints(settings, path, "sa", "sb");
            case SECURE_DEAD_FIRST -> {
                settings.put("endpoints", "https://" + servers.get("dead") + path + ", " + url("sb") + path);
            }
            case NAMED -> {
                endpoints(settings, path, "a", "b");
                settings.put("match", "http://orders.test:" + port("a") + path);
            }
            case SECURE_NAMED -> {
                endpoints(settings, path, "sa", "sb");
                settings.put("match", "https://orders.test:" + port("sa") + path);
            }
            case IP6 -> {
                if (servers.containsKey("a6")) {
                    settings.put("endpoints", shortened("a6") + path + ", " + shortened("b6") + path);
                }
            }
            case HTTP2 -> endpoints(settings, path, "ha", "hb");
            case HTTP2_DEAD_FIRST ->
                settings.put("endpoints", "https://" + servers.get("dead") + path + ", " + url("hb") + path);
            case ALONE -> {}
        }
        return settings;
    }

    private static void tripped(Map<String, String> settings) {
        settings.put("breaker.failure-threshold", "1");
        settings.put("breaker.recovery-time", "1h");
        settings.put("breaker.max-recovery-time", "1h");
    }

    private static void stored(Map<String, String> settings) {
        settings.put("cache.enabled", "true");
        settings.put("cache.stale-if-error", "1h");
    }

    private void endpoints(Map<String, String> settings, String path, String first, String second) {
        settings.put("endpoints", url(first) + path + ", " + url(second) + path);
    }

    private String url(String server) {
        return (server.matches("[sh][abn]") ? "https://" : "http://") + servers.get(server);
    }

    private String shortened(String server) {
        return url(server).replace("[0:0:0:0:0:0:0:1]", "[::1]");
    }

    private String port(String server) {
        return servers.get(server).replaceFirst(".*:", "");
    }
}
