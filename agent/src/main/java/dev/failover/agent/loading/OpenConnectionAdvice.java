package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Inlined at the end of {@code URLStreamHandler.openConnection(URL, Proxy)}: may hand out another connection. */
@SuppressWarnings("UnusedVariable") // what is assigned here is the woven method's own
final class OpenConnectionAdvice {
    private OpenConnectionAdvice() {}

    @Advice.OnMethodExit
    static void exit(
            @Advice.This Object handler,
            @Advice.Argument(0) Object url,
            @Advice.Argument(1) Object proxy,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object connection) {
        Object[] answer = Bridge.enter(Bridge.URL_OPENED, handler, connection, url, proxy);
        if (answer != null) {
            connection = answer[0];
        }
    }
}
