package dev.failover.call;

import org.jspecify.annotations.Nullable;

/** How the attempts of one call ended so far, and which of their endings the caller would get now. Not thread-safe. */
final class Endings<R> {
    private final int preferred;
    private @Nullable Outcome<R> latest;
    private @Nullable Outcome<R> superseded;
    private @Nullable Throwable firstFailure;
    private boolean addressedFailed;

    /** @param preferred index of the endpoint that the caller addressed, or -1 */
    Endings(int preferred) {
        this.preferred = preferred;
    }

    /** The latest result wins over any failure: an answer of a server says more than a broken connection to another. */
    void keep(Attempt ended, Outcome<R> result) {
        boolean addressed = ended.endpointIndex() == preferred;
        if (result.kind() != Outcome.Kind.RESULT && (firstFailure == null || (addressed && !addressedFailed))) {
            firstFailure = result.failure();
            addressedFailed = addressed;
        }
        Outcome<R> earlier = latest;
        boolean earlierIsResult = earlier != null && earlier.kind() == Outcome.Kind.RESULT;
        if (result.kind() == Outcome.Kind.RESULT || !earlierIsResult) {
            superseded = earlierIsResult ? earlier : null;
            latest = result;
        }
    }

    /** Nobody takes the result that was kept. */
    void setAside() {
        if (latest != null && latest.kind() == Outcome.Kind.RESULT) {
            superseded = latest;
            latest = null;
        }
    }

    Outcome<R> latest() {
        if (latest == null) {
            throw new IllegalStateException("no attempt has ended yet");
        }
        return latest;
    }

    @Nullable
    Throwable firstFailure() {
        return firstFailure;
    }

    @Nullable
    Outcome<R> takeSuperseded() {
        Outcome<R> taken = superseded;
        superseded = null;
        return taken;
    }
}
