package dev.failover.agent.client.apache40;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.params.ClientPNames;
import org.apache.http.impl.client.AbstractHttpClient;
import org.apache.http.params.AbstractHttpParams;
import org.apache.http.params.CoreConnectionPNames;
import org.apache.http.params.DefaultedHttpParams;
import org.apache.http.params.HttpParams;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt says of itself before what the program's request and client say: one or two parameters, for which the
 * client's own class would need a map. Not thread-safe, as that is not before 4.3.
 */
final class Parameters extends AbstractHttpParams {
    private final @Nullable Integer connectMillis;
    private final @Nullable HttpHost named;
    /** What took their place when somebody changed something. */
    private @Nullable Map<String, @Nullable Object> changed;

    private Parameters(@Nullable Integer connectMillis, @Nullable HttpHost named) {
        this.connectMillis = connectMillis;
        this.named = named;
    }

    /**
     * The program's own parameters, and ours before them.
     *
     * @param connectNanos 0 for no bound of ours
     * @param named in whose name an endpoint is asked; null for its own
     */
    static HttpParams of(AbstractHttpClient client, HttpRequest request, long connectNanos, @Nullable HttpHost named) {
        HttpParams programs = request.getParams();
        if (connectNanos <= 0 && named == null) {
            return programs;
        }
        boolean isNamed = programs.getParameter(ClientPNames.VIRTUAL_HOST) != null;
        return new DefaultedHttpParams(
                new Parameters(
                        connectNanos <= 0 ? null : millis(connectNanos, programs, client), isNamed ? null : named),
                programs);
    }

    /** Not more than the program allows. */
    private static int millis(long nanos, HttpParams programs, AbstractHttpClient client) {
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, nanos / 1_000_000));
        Object theirs = programs.getParameter(CoreConnectionPNames.CONNECTION_TIMEOUT);
        if (theirs == null) {
            theirs = client.getParams().getParameter(CoreConnectionPNames.CONNECTION_TIMEOUT);
        }
        return theirs == null || (Integer) theirs <= 0 ? millis : Math.min((Integer) theirs, millis);
    }

    private Map<String, @Nullable Object> changed() {
        Map<String, @Nullable Object> map = changed;
        if (map == null) {
            map = new LinkedHashMap<>();
            if (connectMillis != null) {
                map.put(CoreConnectionPNames.CONNECTION_TIMEOUT, connectMillis);
            }
            if (named != null) {
                map.put(ClientPNames.VIRTUAL_HOST, named);
            }
            changed = map;
        }
        return map;
    }

    @Override
    public @Nullable Object getParameter(String name) {
        if (changed != null) {
            return changed.get(name);
        }
        return CoreConnectionPNames.CONNECTION_TIMEOUT.equals(name)
                ? connectMillis
                : ClientPNames.VIRTUAL_HOST.equals(name) ? named : null;
    }

    @Override
    public HttpParams setParameter(String name, Object value) {
        changed().put(name, value);
        return this;
    }

    @Override
    public boolean removeParameter(String name) {
        return changed().remove(name) != null;
    }

    @Override
    public HttpParams copy() {
        Parameters copy = new Parameters(connectMillis, named);
        copy.changed().clear();
        copy.changed().putAll(changed());
        return copy;
    }

    /** Asked from 4.2 on. */
    @Override
    public Set<String> getNames() {
        return new LinkedHashSet<>(changed().keySet());
    }
}
