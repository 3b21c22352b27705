package dev.failover.agent.client.jdk;

import dev.failover.http.Headers;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fields of the client and of ours. */
final class Fields {
    private Fields() {}

    static HttpHeaders of(Headers headers) {
        return with(HttpHeaders.of(Map.of(), (name, value) -> true), headers);
    }

    /** @param set take the place of those of the same name */
    static HttpHeaders with(HttpHeaders headers, Headers set) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.map().forEach((name, values) -> {
            if (!set.contains(name)) {
                all.put(name, values);
            }
        });
        for (int i = 0; i < set.size(); i++) {
            all.computeIfAbsent(set.name(i), name -> new ArrayList<>()).add(set.value(i));
        }
        return HttpHeaders.of(all, (name, value) -> true);
    }

    /** With one more, after those of the same name. */
    static HttpHeaders and(HttpHeaders headers, String name, String value) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers.map());
        all.merge(name, List.of(value), (earlier, last) -> {
            List<String> both = new ArrayList<>(earlier);
            both.addAll(last);
            return both;
        });
        return HttpHeaders.of(all, (any, other) -> true);
    }

    /** @param taken go away */
    static HttpHeaders without(HttpHeaders headers, Headers taken) {
        return HttpHeaders.of(headers.map(), (name, value) -> !taken.contains(name));
    }

    /** Without what HTTP/2 says beside the fields. */
    static Headers.Builder of(HttpHeaders headers) {
        Headers.Builder builder = Headers.builder();
        headers.map().forEach((name, values) -> {
            if (!name.startsWith(":")) {
                values.forEach(value -> builder.add(name, value));
            }
        });
        return builder;
    }
}
