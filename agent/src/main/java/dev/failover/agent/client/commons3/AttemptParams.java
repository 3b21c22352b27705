package dev.failover.agent.client.commons3;

import org.apache.commons.httpclient.HttpMethodRetryHandler;
import org.apache.commons.httpclient.params.HttpMethodParams;
import org.apache.commons.httpclient.params.HttpParams;
import org.jspecify.annotations.Nullable;

/** The program's parameters of a method with our handler of retries, for an attempt: programs share parameters among methods. */
final class AttemptParams extends HttpMethodParams {
    private static final long serialVersionUID = 1;

    private final transient HttpMethodParams programs;
    private final transient HttpMethodRetryHandler retries;

    private AttemptParams(HttpMethodParams programs, HttpMethodRetryHandler retries) {
        super(programs);
        this.programs = programs;
        this.retries = retries;
    }

    static HttpMethodParams of(HttpMethodParams programs, HttpMethodRetryHandler retries) {
        if (programs.getClass() == HttpMethodParams.class) {
            return new AttemptParams(programs, retries);
        }
        // Those that the program has written itself may answer what we do not know.
        HttpMethodParams copy = copy(programs);
        copy.setParameter(RETRY_HANDLER, retries);
        return copy;
    }

    /** Behind the program's parameters stand those that the client has put behind the attempt's. */
    static void giveDefaults(HttpMethodParams attempts, HttpMethodParams programs) {
        if (!(attempts instanceof AttemptParams)) {
            programs.setDefaults(attempts.getDefaults());
        }
    }

    private static HttpMethodParams copy(HttpMethodParams params) {
        try {
            return (HttpMethodParams) params.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public synchronized @Nullable Object getParameter(String name) {
        return RETRY_HANDLER.equals(name) ? retries : super.getParameter(name);
    }

    /** Those of the client stand behind the program's, not in their place. */
    @Override
    public synchronized void setDefaults(HttpParams defaults) {
        programs.setDefaults(defaults);
    }
}
