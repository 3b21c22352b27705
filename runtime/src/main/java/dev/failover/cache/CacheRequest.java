package dev.failover.cache;

import dev.failover.http.Headers;
import dev.failover.http.HttpMethod;
import java.util.Locale;
import java.util.Objects;

/** What a cache must know of a request. Immutable. */
public final class CacheRequest {
    private static final String[] DISGUISES = {
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL"
    };

    private final String method;
    private final String target;
    private final Headers headers;
    private final boolean hasBody;
    private final Identity identity;
    private final CacheControl control;
    private final boolean mayRevalidate;

    /**
     * @param method as it is sent
     * @param target path and query below the base URL of whichever endpoint, as they are sent: the key of what is stored. Nothing is
     *     normalised: two spellings are two keys, so nobody can make one look like another
     * @param headers the fields that the caller has set
     * @param hasBody whether it has a body: a request with one is never answered from the cache
     * @param identity as whom the service is asked
     */
    public CacheRequest(String method, String target, Headers headers, boolean hasBody, Identity identity) {
        this(method, target, headers, hasBody, identity, true);
    }

    /**
     * As the shorter one.
     *
     * @param mayRevalidate whether the caller can have what answers validated behind its answer; if not, the origin is asked first
     */
    public CacheRequest(
            String method, String target, Headers headers, boolean hasBody, Identity identity, boolean mayRevalidate) {
        this.mayRevalidate = mayRevalidate;
        this.method = Objects.requireNonNull(method, "method");
        this.target = Objects.requireNonNull(target, "target");
        this.headers = Objects.requireNonNull(headers, "headers");
        this.hasBody = hasBody;
        this.identity = Objects.requireNonNull(identity, "identity");
        this.control = CacheControl.of(headers, "Cache-Control");
    }

    public String method() {
        return method;
    }

    /** Path and query: the key of what is stored. */
    public String target() {
        return target;
    }

    public Headers headers() {
        return headers;
    }

    boolean hasBody() {
        return hasBody;
    }

    Identity identity() {
        return identity;
    }

    boolean mayRevalidate() {
        return mayRevalidate;
    }

    CacheControl control() {
        return control;
    }

    boolean isGet() {
        return method.equals("GET") && !isInDisguise();
    }

    boolean isHead() {
        return method.equals("HEAD") && !isInDisguise();
    }

    /** Whether it may ask for something else than its method or its target say: some servers go by such fields, and no key holds them. */
    private boolean isInDisguise() {
        for (String name : DISGUISES) {
            if (headers.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it asks the server to do nothing. */
    boolean isSafe() {
        return HttpMethod.isSafe(method) && !isInDisguise();
    }

    /** Whether nothing may be used that was not validated for this request. */
    boolean demandsValidation() {
        if (control.isNoCache()) {
            return true;
        }
        String pragma = control == CacheControl.NONE ? headers.first("Pragma") : null;
        return pragma != null
                && FieldValues.members(pragma.toLowerCase(Locale.ROOT)).contains("no-cache");
    }

    @Override
    public String toString() {
        int query = target.indexOf('?');
        return method + " " + (query < 0 ? target : target.substring(0, query));
    }
}
