package dev.failover.agent.client.apache4;

import dev.failover.cache.BodyRecorder;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.jspecify.annotations.Nullable;

/** A response whose body is recorded: closing it breaks the body off past its entity. */
final class RecordedResponse implements InvocationHandler {
    private final CloseableHttpResponse response;
    private final BodyRecorder recorder;

    private RecordedResponse(CloseableHttpResponse response, BodyRecorder recorder) {
        this.response = response;
        this.recorder = recorder;
    }

    static CloseableHttpResponse of(CloseableHttpResponse response, BodyRecorder recorder) {
        return (CloseableHttpResponse) Proxy.newProxyInstance(
                CloseableHttpResponse.class.getClassLoader(),
                new Class<?>[] {CloseableHttpResponse.class},
                new RecordedResponse(response, recorder));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            recorder.abandon();
        }
        try {
            return method.invoke(response, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }
}
