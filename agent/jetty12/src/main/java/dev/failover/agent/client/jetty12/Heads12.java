package dev.failover.agent.client.jetty12;

import java.util.Iterator;
import java.util.function.Consumer;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpResponse;
import org.eclipse.jetty.client.transport.ResponseListeners;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** Tells the program's listeners of the head of a response, as the client does. */
final class Heads12 {
    private Heads12() {}

    /**
     * In their order: the beginning, the fields, and that these are all.
     *
     * @param fields does {@link #tellFields}: so the client need not copy them
     */
    static void tell(ResponseListeners programs, Response begun, Consumer<HttpFields.Mutable> fields) {
        programs.notifyBegin(begun);
        if (begun instanceof HttpResponse) {
            ((HttpResponse) begun).headers(fields);
        } else {
            for (HttpField field : begun.getHeaders()) {
                programs.notifyHeader(begun, field);
            }
        }
        programs.notifyHeaders(begun);
    }

    /** Takes away what a listener refuses. */
    static void tellFields(ResponseListeners programs, Response begun, HttpFields.Mutable all) {
        for (int i = 0, untold = all.size(); untold > 0 && i < all.size(); untold--) {
            if (programs.notifyHeader(begun, all.getField(i))) {
                i++;
            } else {
                remove(all, i);
            }
        }
    }

    /** This one, and no other that says the same. */
    private static void remove(HttpFields.Mutable all, int refused) {
        Iterator<HttpField> each = all.iterator();
        for (int i = 0; each.hasNext(); i++) {
            each.next();
            if (i == refused) {
                each.remove();
                return;
            }
        }
    }
}
