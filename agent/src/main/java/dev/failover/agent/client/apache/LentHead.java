package dev.failover.agent.client.apache;

import org.apache.http.Header;
import org.apache.http.HeaderIterator;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.message.BasicHeader;
import org.apache.http.message.HeaderGroup;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request, which are those of another one until somebody changes them here: the client only reads them, and
 * makes a copy itself. Not thread-safe, as the client's own messages are not.
 */
abstract class LentHead implements HttpMessage {
    private final HttpRequest lender;
    private @Nullable HeaderGroup own;

    LentHead(HttpRequest lender) {
        this.lender = lender;
    }

    /** For whoever changes something. */
    private HeaderGroup own() {
        HeaderGroup fields = own;
        if (fields == null) {
            fields = new HeaderGroup();
            fields.setHeaders(lender.getAllHeaders());
            own = fields;
        }
        return fields;
    }

    @Override
    public final boolean containsHeader(String name) {
        return own == null ? lender.containsHeader(name) : own.containsHeader(name);
    }

    @Override
    public final Header[] getHeaders(String name) {
        return own == null ? lender.getHeaders(name) : own.getHeaders(name);
    }

    @Override
    public final Header getFirstHeader(String name) {
        return own == null ? lender.getFirstHeader(name) : own.getFirstHeader(name);
    }

    @Override
    public final Header getLastHeader(String name) {
        return own == null ? lender.getLastHeader(name) : own.getLastHeader(name);
    }

    @Override
    public final Header[] getAllHeaders() {
        return own == null ? lender.getAllHeaders() : own.getAllHeaders();
    }

    @Override
    public final void addHeader(Header header) {
        own().addHeader(header);
    }

    @Override
    public final void addHeader(String name, String value) {
        own().addHeader(new BasicHeader(name, value));
    }

    @Override
    public final void setHeader(Header header) {
        own().updateHeader(header);
    }

    @Override
    public final void setHeader(String name, String value) {
        own().updateHeader(new BasicHeader(name, value));
    }

    @Override
    public final void setHeaders(Header[] headers) {
        own().setHeaders(headers);
    }

    @Override
    public final void removeHeader(Header header) {
        own().removeHeader(header);
    }

    @Override
    public final void removeHeaders(@Nullable String name) {
        if (name == null) {
            return;
        }
        HeaderIterator fields = own().iterator();
        while (fields.hasNext()) {
            if (name.equalsIgnoreCase(fields.nextHeader().getName())) {
                fields.remove();
            }
        }
    }

    /** What removes by it removes here. */
    @Override
    public final HeaderIterator headerIterator() {
        return own().iterator();
    }

    @Override
    public final HeaderIterator headerIterator(String name) {
        return own().iterator(name);
    }
}
