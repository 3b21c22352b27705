package dev.failover;

import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.http.UrlEncoding;
import java.util.Map;

/** Makes requests of a path and parameters. */
final class Requests {
    private Requests() {}

    /** In the query, or, for the methods whose body is their content, as a form. */
    static Request of(String path, HttpMethod method, Map<String, ?> parameters) {
        Request.Builder request = Request.builder(method, path);
        boolean inBody =
                method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT) || method.equals(HttpMethod.PATCH);
        if (!inBody || parameters.isEmpty()) {
            return request.query(parameters).build();
        }
        StringBuilder form = new StringBuilder();
        parameters.forEach((name, value) -> {
            if (value != null) {
                form.append(form.length() == 0 ? "" : "&")
                        .append(UrlEncoding.encode(name))
                        .append('=')
                        .append(UrlEncoding.encode(value.toString()));
            }
        });
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .body(form.toString())
                .build();
    }
}
