package dev.failover.transport;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * A request of the classic HttpClient 5 that can be aborted, as its {@code HttpGet} and the like can, but made of the parts
 * of a URL: those put a {@link java.net.URI} together to take it apart again.
 *
 * <p>{@link #cancel} may be called by any thread; all else belongs to one.
 */
final class AbortableRequest extends BasicClassicHttpRequest implements CancellableDependency, Configurable {
    private static final long serialVersionUID = 1;
    private static final Cancellable CANCELLED = () -> true;

    /** What is under way for this request, which ends with it. */
    private final transient AtomicReference<@Nullable Cancellable> underWay = new AtomicReference<>();

    private transient @Nullable RequestConfig config;

    AbortableRequest(String method, String scheme, URIAuthority authority, String path) {
        super(method, scheme, authority, path);
    }

    void setConfig(RequestConfig config) {
        this.config = config;
    }

    @Override
    public @Nullable RequestConfig getConfig() {
        return config;
    }

    /** What comes too late, after {@link #cancel}, is cancelled here. */
    @Override
    public void setDependency(Cancellable next) {
        Cancellable known = underWay.get();
        while (known != CANCELLED) {
            if (underWay.compareAndSet(known, next)) {
                return;
            }
            known = underWay.get();
        }
        next.cancel();
    }

    @Override
    public boolean isCancelled() {
        return underWay.get() == CANCELLED;
    }

    @Override
    public boolean cancel() {
        Cancellable known = underWay.getAndSet(CANCELLED);
        if (known == CANCELLED) {
            return false;
        }
        if (known != null) {
            known.cancel();
        }
        return true;
    }
}
