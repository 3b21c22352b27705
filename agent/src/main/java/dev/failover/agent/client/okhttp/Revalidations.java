package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.Revalidation;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Calls of ours that validate what has answered calls of the program; each is a copy of the program's own call. */
final class Revalidations {
    private static final ConcurrentMap<Call, Revalidation> UNDER_WAY = new ConcurrentHashMap<>();

    private Revalidations() {}

    /** What a call validates; null when it is one of the program's. */
    static @Nullable Revalidation of(@Nullable Call call) {
        return call == null ? null : UNDER_WAY.get(call);
    }

    /**
     * On a thread of the client's dispatcher.
     *
     * @param copy of the program's call
     */
    static void start(Call copy, Revalidation revalidation) {
        UNDER_WAY.put(copy, revalidation);
        try {
            copy.enqueue(new Ending(revalidation));
        } catch (RuntimeException | Error dispatcherIsGone) {
            UNDER_WAY.remove(copy);
            throw dispatcherIsGone;
        }
    }

    private static final class Ending implements Callback {
        private final Revalidation revalidation;

        Ending(Revalidation revalidation) {
            this.revalidation = revalidation;
        }

        @Override
        public void onFailure(Call call, IOException failure) {
            UNDER_WAY.remove(call);
            revalidation.close();
        }

        /** Read to its end, it is stored. */
        @Override
        public void onResponse(Call call, Response response) throws IOException {
            UNDER_WAY.remove(call);
            try (ResponseBody body = response.body()) {
                byte[] unused = body == null ? new byte[0] : body.bytes();
            } finally {
                revalidation.close();
            }
        }
    }
}
