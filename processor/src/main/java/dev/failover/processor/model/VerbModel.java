package dev.failover.processor.model;

import java.util.Set;

/**
 * A verb on a method.
 *
 * @param annotation as the user sees it, such as {@code @GET}
 * @param method the HTTP method, such as {@code GET}
 * @param takesBody whether a parameter that nothing else binds is the body
 * @param path the path template, empty when there is none
 */
public record VerbModel(String annotation, Sourced method, boolean takesBody, Sourced path) {
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY");

    /** Methods whose requests may be sent twice, whatever the user says (RFC 9110, section 9.2.2). */
    public boolean isRepeatable() {
        return REPEATABLE.contains(method.text());
    }

    public Origin origin() {
        return method.origin();
    }

    /** Methods whose requests cannot carry a body, whatever the user says (RFC 9110, sections 9.3.1 and 9.3.2). */
    public boolean forbidsBody() {
        return method.text().equals("GET") || isHead();
    }

    /** As the user wrote it: {@code @GET}, {@code @HTTP(method = "GET")}. */
    public String text() {
        return annotation.equals("@HTTP") ? "@HTTP(method = \"" + method.text() + "\")" : annotation;
    }

    public boolean isHead() {
        return method.text().equals("HEAD");
    }
}
