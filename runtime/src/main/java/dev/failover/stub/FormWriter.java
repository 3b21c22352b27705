package dev.failover.stub;

import dev.failover.http.UrlEncoding;

/** The fields of one form, {@code application/x-www-form-urlencoded}; a space becomes {@code %20}, as in a query. */
public final class FormWriter extends ValueWriter<FormWriter> {
    private final StringBuilder fields = new StringBuilder();

    /** No field yet. */
    public FormWriter() {}

    @Override
    FormWriter one(String name, String value) {
        fields.append(fields.length() == 0 ? "" : "&")
                .append(UrlEncoding.encode(name))
                .append('=')
                .append(UrlEncoding.encode(value));
        return this;
    }

    @Override
    FormWriter self() {
        return this;
    }

    /** {@code a=1&b=2}; empty when there is no field. */
    String content() {
        return fields.toString();
    }
}
