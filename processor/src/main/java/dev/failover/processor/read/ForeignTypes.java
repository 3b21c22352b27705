package dev.failover.processor.read;

import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.Remark;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Types of other clients, which only these can send. Stateless. */
final class ForeignTypes {
    /** What is more than the text of a value; a cookie of a library has a name of its own. */
    private static final Set<Binding> WRITTEN = EnumSet.of(Binding.BODY, Binding.PART, Binding.COOKIE);

    /** By the beginnings of their names. */
    private static final Map<String, String> OWNERS = Map.of(
            "jakarta.ws.rs.", "JAX-RS",
            "javax.ws.rs.", "JAX-RS",
            "org.springframework.http.", "Spring",
            "org.springframework.web.", "Spring",
            "org.springframework.core.io.", "Spring",
            "org.springframework.util.", "Spring",
            "reactor.core.", "Reactor",
            "okhttp3.", "OkHttp",
            "retrofit2.", "Retrofit",
            "feign.", "Feign");

    private ForeignTypes() {}

    static List<Remark> remarks(List<ParameterModel> parameters) {
        return parameters.stream()
                .filter(parameter -> WRITTEN.contains(parameter.binding()))
                .flatMap(parameter -> owner(parameter.type()).map(owner -> remark(parameter, owner)).stream())
                .toList();
    }

    private static Remark remark(ParameterModel parameter, String owner) {
        String remedy = parameter.binding() == Binding.PART
                ? "Declare byte[], java.io.File, java.nio.file.Path or java.io.InputStream"
                : "Declare what is sent: a type of your own, String or byte[]";
        return new Remark(
                true,
                parameter.name() + " of " + parameter.type(),
                "only " + owner + " knows how it is sent",
                remedy,
                parameter.origin());
    }

    private static Optional<String> owner(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return owner(array.getComponentType());
        }
        String name = ResultReader.nameOf(type);
        Optional<String> owner = OWNERS.entrySet().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        return owner.isPresent() || !(type instanceof DeclaredType declared)
                ? owner
                : declared.getTypeArguments().stream()
                        .flatMap(argument -> owner(argument).stream())
                        .findFirst();
    }
}
