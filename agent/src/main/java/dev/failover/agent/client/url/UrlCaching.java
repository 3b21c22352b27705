package dev.failover.agent.client.url;

import dev.failover.call.CallSpec;
import dev.failover.http.Headers;
import org.jspecify.annotations.Nullable;

/** How the call of an exchange uses the cache of its service: not at all, as its service has none. */
class UrlCaching {
    private static final UrlCaching NONE = new UrlCaching();

    static UrlCaching of(UrlCall call) {
        return call.opener().route().hasCache() ? new UrlCacheUse(call) : NONE;
    }

    /** Before the first attempt: the answer without one, or null. */
    @Nullable
    Answer begin(UrlCall.Goal goal) {
        return null;
    }

    /** What the call's policies must know. */
    CallSpec spec(CallSpec spec) {
        return spec;
    }

    /** What attempts send besides. */
    Headers conditions() {
        return Headers.EMPTY;
    }

    /** What the program gets for an answer; null when the request has to be sent again, without the cache. */
    @Nullable
    Answer received(Answer answer) {
        return answer;
    }

    /** What the program gets in place of a failure, or null: the failure. */
    @Nullable
    Answer unreachable(Throwable failure, boolean wasAsked) {
        return null;
    }

    /** Nobody waits for this call any more, unless its body is still to come. */
    void close() {}

    /** Nobody waits for it even if its body is still to come: the program may never read it. */
    void letOthersGoOn() {}
}
