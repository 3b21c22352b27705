package dev.failover.bench.stub;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Nothing that the compiler could take for constant. */
@State(Scope.Thread)
public class Arguments {
    String id = TheCall.ID;
    String view = TheCall.VIEW;
    String trace = TheCall.TRACE;
}
