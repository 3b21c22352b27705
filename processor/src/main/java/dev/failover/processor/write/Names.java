package dev.failover.processor.write;

import com.palantir.javapoet.NameAllocator;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ServiceModel;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.VariableElement;

/** Names of fields and variables that no parameter of the interface hides. Used for one class. */
final class Names {
    private final NameAllocator allocator = new NameAllocator();
    private final String client;
    private final String codec;
    private final String request;
    private final String failure;
    private final String delegates;
    private final String endpoint;

    Names(ServiceModel service) {
        Set<String> parameters = new HashSet<>();
        for (OperationModel operation : service.operations()) {
            for (VariableElement parameter : operation.method().getParameters()) {
                String name = parameter.getSimpleName().toString();
                if (parameters.add(name)) {
                    allocator.newName(name);
                }
            }
        }
        client = allocator.newName("client");
        codec = allocator.newName("codec");
        request = allocator.newName("request");
        failure = allocator.newName("failure");
        delegates = allocator.newName("delegates");
        endpoint = allocator.newName("endpoint");
    }

    String client() {
        return client;
    }

    String codec() {
        return codec;
    }

    String request() {
        return request;
    }

    String failure() {
        return failure;
    }

    String delegates() {
        return delegates;
    }

    String endpoint() {
        return endpoint;
    }

    /** {@code FIND_BY_ID} of {@code findById}, and a suffix for the second overload. */
    String constant(String method) {
        return allocator.newName(method.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT));
    }

    String field(String name) {
        return allocator.newName(name);
    }
}
