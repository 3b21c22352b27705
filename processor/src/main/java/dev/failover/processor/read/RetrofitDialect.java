package dev.failover.processor.read;

import dev.failover.processor.model.EncodingModel;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Style;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.VerbModel;
import dev.failover.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** {@code retrofit2.http}, after whose shape ours is made. */
final class RetrofitDialect extends Dialect {
    private static final String PACKAGE = "retrofit2.http.";
    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final Map<String, Binding> BINDINGS = Map.ofEntries(
            Map.entry("Path", Binding.PATH),
            Map.entry("Query", Binding.QUERY),
            Map.entry("QueryMap", Binding.QUERY),
            Map.entry("Header", Binding.HEADER),
            Map.entry("HeaderMap", Binding.HEADER),
            Map.entry("Field", Binding.FIELD),
            Map.entry("FieldMap", Binding.FIELD),
            Map.entry("Part", Binding.PART),
            Map.entry("PartMap", Binding.PART),
            Map.entry("Body", Binding.BODY));

    private static final Map<String, EncodingModel.Kind> ENCODINGS =
            Map.of("FormUrlEncoded", EncodingModel.Kind.FORM, "Multipart", EncodingModel.Kind.MULTIPART);

    RetrofitDialect(TypeElement service) {
        super(service);
    }

    @Override
    Vocabulary vocabulary() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("@Form", "@FormUrlEncoded");
        words.put("@Endpoint", "dev.failover.annotations.Endpoint");
        return new Vocabulary("Retrofit", words);
    }

    @Override
    boolean knows(AnnotationMirror mirror) {
        return Annotations.nameOf(mirror).startsWith(PACKAGE);
    }

    /** Empty for annotations of others. */
    private static String localName(AnnotationMirror mirror) {
        String name = Annotations.nameOf(mirror);
        return name.startsWith(PACKAGE) ? name.substring(PACKAGE.length()) : "";
    }

    @Override
    List<VerbModel> verbs(ExecutableElement method) {
        List<VerbModel> verbs = new ArrayList<>();
        for (AnnotationMirror mirror : method.getAnnotationMirrors()) {
            String name = localName(mirror);
            boolean isAny = name.equals("HTTP");
            if (isAny || VERBS.contains(name)) {
                Sourced path = Annotations.text(method, mirror, isAny ? "path" : "value");
                verbs.add(new VerbModel(
                        "@" + name,
                        isAny
                                ? Annotations.text(method, mirror, "method")
                                : new Sourced(name, Origin.of(method).at(mirror)),
                        true,
                        // Of a URL as a parameter another rule speaks.
                        hasUrl(method) ? new Sourced("/", path.origin()) : path));
            }
        }
        return verbs;
    }

    private static boolean hasUrl(ExecutableElement method) {
        return method.getParameters().stream().anyMatch(p -> Annotations.find(p, PACKAGE + "Url") != null);
    }

    @Override
    List<Bound> bindings(Element parameter) {
        List<Bound> found = new ArrayList<>();
        for (AnnotationMirror mirror : parameter.getAnnotationMirrors()) {
            String name = localName(mirror);
            Binding binding = BINDINGS.get(name);
            if (binding != null) {
                found.add(Bound.of("@" + name, binding, Annotations.text(parameter, mirror, "value"), Style.REPEAT));
            }
        }
        Bound endpoint = OwnDialect.endpoint(parameter);
        if (endpoint != null) {
            found.add(endpoint);
        }
        return found;
    }

    @Override
    @Nullable
    AnnotationMirror bean(Element parameter) {
        return null;
    }

    @Override
    boolean impliesEncoding() {
        return false;
    }

    @Override
    List<EncodingModel> encodings(ExecutableElement method) {
        List<EncodingModel> found = new ArrayList<>();
        for (AnnotationMirror mirror : method.getAnnotationMirrors()) {
            EncodingModel.Kind kind = ENCODINGS.get(localName(mirror));
            if (kind != null) {
                found.add(new EncodingModel(kind, Origin.of(method).at(mirror)));
            }
        }
        return found;
    }

    @Override
    List<Sourced> headers(ExecutableElement method) {
        AnnotationMirror mirror = Annotations.find(method, PACKAGE + "Headers");
        return mirror == null ? List.of() : Annotations.texts(method, mirror, "value");
    }

    @Override
    List<Remark> remarks(ExecutableElement method) {
        List<Remark> remarks = new ArrayList<>();
        AnnotationMirror streaming = Annotations.find(method, PACKAGE + "Streaming");
        if (streaming != null) {
            remarks.add(new Remark(
                    false,
                    "@Streaming",
                    "bodies are always read to their end",
                    "Remove it",
                    Origin.of(method).at(streaming)));
        }
        for (Element parameter : method.getParameters()) {
            boolean isKnown = false;
            for (AnnotationMirror mirror : parameter.getAnnotationMirrors()) {
                remark(parameter, mirror, remarks);
                isKnown |= !localName(mirror).isEmpty();
            }
            if (!isKnown && OwnDialect.endpoint(parameter) == null) {
                remarks.add(new Remark(
                        true,
                        parameter.getSimpleName() + " without an annotation",
                        "Retrofit would refuse it",
                        "Write @Path, @Query, @Header, @Field, @Part or @Body",
                        Origin.of(parameter)));
            }
        }
        return remarks;
    }

    private static void remark(Element parameter, AnnotationMirror mirror, List<Remark> remarks) {
        Origin origin = Origin.of(parameter).at(mirror);
        switch (localName(mirror)) {
            case "Url" ->
                remarks.add(new Remark(
                        true,
                        "@Url",
                        "it would be the whole URL, so failover could never choose another endpoint",
                        "Write the path, and take dev.failover.annotations.Endpoint URI for another base URL",
                        origin));
            case "QueryName" ->
                remarks.add(new Remark(
                        true, "@QueryName", "a query has names with values", "Use @Query(\"name\")", origin));
            case "Tag" ->
                remarks.add(
                        new Remark(true, "@Tag", "it is for interceptors of OkHttp", "Remove the parameter", origin));
            default -> {
                if (Annotations.isTrue(mirror, "encoded")) {
                    remarks.add(Remarks.encoded("@" + localName(mirror) + "(encoded = true)", parameter, mirror));
                }
                AnnotationValue encoding = Annotations.value(mirror, "encoding");
                if (encoding != null) {
                    remarks.add(new Remark(
                            false,
                            "@" + localName(mirror) + "(encoding)",
                            "it would be a header of the part, which is not written",
                            "Remove it",
                            origin.at(mirror, encoding)));
                }
            }
        }
    }
}
