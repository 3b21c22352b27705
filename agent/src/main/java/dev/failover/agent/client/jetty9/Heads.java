package dev.failover.agent.client.jetty9;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.client.ResponseNotifier;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/** Tells the program's listeners of the head of a response, as the client does. */
final class Heads {
    private static final ResponseNotifier NOTIFIER = new ResponseNotifier();

    /** Whether listeners of a class hear of fields at all: most inherit a method that does nothing. */
    private static final ClassValue<Boolean> HEARS_FIELDS = new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return hearsFields(type);
        }
    };

    private Heads() {}

    private static boolean hearsFields(Class<?> type) {
        try {
            Class<?> owner =
                    type.getMethod("onHeader", Response.class, HttpField.class).getDeclaringClass();
            return owner != Response.Listener.class && owner != Response.Listener.Adapter.class;
        } catch (NoSuchMethodException | SecurityException | LinkageError hidden) {
            return true;
        }
    }

    /** Tells all of them of all of it. */
    static void tell(Response head, List<Response.ResponseListener> programs) {
        tellFields(head, programs);
        NOTIFIER.notifyHeaders(programs, head);
    }

    /** Tells all of them of all but its end. */
    static void tellFields(Response head, List<Response.ResponseListener> programs) {
        NOTIFIER.notifyBegin(programs, head);
        List<HttpField> refused = null;
        Iterable<HttpField> fields = head.getHeaders();
        for (HttpField field : fields) {
            if (!NOTIFIER.notifyHeader(programs, head, field)) {
                refused = with(field, refused);
            }
        }
        if (refused != null) {
            Versions.remove(head, refused);
        }
    }

    /** Tells one of all of it, and needs no list. */
    static void tell(Response head, Response.ResponseListener program) {
        if (program instanceof Response.BeginListener) {
            try {
                ((Response.BeginListener) program).onBegin(head);
            } catch (Throwable failure) {
                NOTIFIER.notifyBegin(Failing.as(program, failure), head);
            }
        }
        if (program instanceof Response.HeaderListener && HEARS_FIELDS.get(program.getClass())) {
            tellFields(head, (Response.HeaderListener) program);
        }
        tellEnd(head, program);
    }

    private static void tellFields(Response head, Response.HeaderListener program) {
        List<HttpField> refused = null;
        Iterable<HttpField> fields = head.getHeaders();
        for (HttpField field : fields) {
            boolean taken;
            try {
                taken = program.onHeader(head, field);
            } catch (Throwable failure) {
                taken = NOTIFIER.notifyHeader(Failing.as(program, failure), head, field);
            }
            if (!taken) {
                refused = with(field, refused);
            }
        }
        if (refused != null) {
            Versions.remove(head, refused);
        }
    }

    /** Tells one of the end of the head. */
    static void tellEnd(Response head, Response.ResponseListener program) {
        if (program instanceof Response.HeadersListener) {
            try {
                ((Response.HeadersListener) program).onHeaders(head);
            } catch (Throwable failure) {
                NOTIFIER.notifyHeaders(Failing.as(program, failure), head);
            }
        }
    }

    private static List<HttpField> with(HttpField field, @Nullable List<HttpField> others) {
        List<HttpField> all = others == null ? new ArrayList<>() : others;
        all.add(field);
        return all;
    }

    /** Lets the client make of a listener's failure what it makes of any. */
    private static final class Failing
            implements Response.BeginListener, Response.HeaderListener, Response.HeadersListener {
        private final Response.ResponseListener listener;
        private final Throwable failure;

        private Failing(Response.ResponseListener listener, Throwable failure) {
            this.listener = listener;
            this.failure = failure;
        }

        static List<Response.ResponseListener> as(Response.ResponseListener listener, Throwable failure) {
            return Collections.singletonList(new Failing(listener, failure));
        }

        @Override
        public void onBegin(Response response) {
            Failing.<RuntimeException>fail(failure);
        }

        @Override
        public boolean onHeader(Response response, HttpField field) {
            Failing.<RuntimeException>fail(failure);
            return false;
        }

        @Override
        public void onHeaders(Response response) {
            Failing.<RuntimeException>fail(failure);
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void fail(Throwable failure) throws T {
            throw (T) failure;
        }

        @Override
        public String toString() {
            return String.valueOf(listener);
        }
    }
}
