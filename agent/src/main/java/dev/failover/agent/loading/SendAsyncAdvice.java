package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Inlined around {@code HttpClientImpl.sendAsync}: takes its place when the request belongs to a service. */
@SuppressWarnings("UnusedVariable") // what is assigned here is the woven method's own
final class SendAsyncAdvice {
    private SendAsyncAdvice() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static Object @Nullable [] enter(
            @Advice.This Object client,
            @Advice.Argument(0) Object request,
            @Advice.Argument(1) Object body,
            @Advice.Argument(2) Object pushes) {
        return Bridge.enter(Bridge.JDK_SEND_ASYNC, client, request, body, pushes);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Advice.Enter Object @Nullable [] answer,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned,
            @Advice.Thrown(readOnly = false) Throwable thrown) {
        if (answer != null) {
            returned = answer[0];
            thrown = (Throwable) answer[1];
        }
    }
}
