package dev.failover.agent.client;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.call.BlockingDriver;
import dev.failover.call.CallSpec;
import dev.failover.call.Decision;
import dev.failover.call.Outcome;
import dev.failover.call.Rejection;
import dev.failover.call.ServiceState;
import dev.failover.call.ShortWay;
import dev.failover.endpoint.EndpointState;

/**
 * A call on the program's own thread: on the short way as long as nothing happens to it, from there on by the machine.
 *
 * @param <R> what an attempt brings
 */
public abstract class BlockingExchange<R> implements BlockingDriver.Exchange<R> {
    /** What the woven method returns, or throws, for what the call ended with. */
    protected abstract Object[] answered(R response) throws Exception;

    /** What the client itself would throw had it found nobody to connect to. */
    protected abstract Throwable refused(String why);

    /** What goes on with the call when something happens to it. */
    protected abstract BlockingDriver driver();

    /** Carries the call out; what the woven method returns, or throws. */
    protected final Object[] carryOut(ServiceState service, CallSpec spec) throws Exception {
        ShortWay way = service.shortWay();
        long now = service.clock().nanos();
        int selected = way.select(now, spec.preferred());
        if (selected == ShortWay.REFUSED) {
            return Answers.thrown(refused(Answers.rejection(Rejection.BREAKERS_OPEN)));
        }
        EndpointState endpoint = selected < 0 ? null : way.endpoint(selected);
        long permit = endpoint == null ? CircuitBreaker.REJECTED : way.enter(endpoint, spec, now);
        return endpoint == null || permit == CircuitBreaker.REJECTED
                ? end(driver().run(service, spec, this))
                : carryOut(service, spec, endpoint, permit, now);
    }

    private Object[] carryOut(ServiceState service, CallSpec spec, EndpointState endpoint, long permit, long startedAt)
            throws Exception {
        ShortWay way = service.shortWay();
        Outcome<R> outcome;
        try {
            outcome = attempt(way.attempt(endpoint, spec, permit, startedAt));
        } catch (InterruptedException interrupted) {
            way.abandoned(spec, endpoint, permit, startedAt, Outcome.Kind.CANCELLED, interrupted);
            throw interrupted;
        } catch (Throwable error) {
            way.abandoned(spec, endpoint, permit, startedAt, Outcome.Kind.LOCAL, error);
            throw error;
        }
        R response = outcome.result();
        if (response != null && ShortWay.endsWell(outcome)) {
            way.succeeded(endpoint, permit, startedAt, outcome.isRepeatable());
            return answered(response);
        }
        return end(driver().goOn(service, spec, endpoint, permit, startedAt, outcome, this));
    }

    private Object[] end(BlockingDriver.Ended<R> ended) throws Exception {
        if (ended.decision() == Decision.REJECT) {
            return Answers.thrown(refused(Answers.rejection(ended.call().rejection())));
        }
        R response = ended.call().outcome().result();
        return response == null ? Answers.thrown(Answers.failureOf(ended.call())) : answered(response);
    }
}
