package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ParameterModel.Binding;
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
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The default contract of Feign: templates of a request line and of headers, which name their parameters. */
final class FeignDialect extends Dialect {
    private static final Set<String> KNOWN =
            Set.of("feign.RequestLine", "feign.Param", "feign.Body", "feign.QueryMap", "feign.HeaderMap");

    private final MapTypes maps;
    private final FeignTemplates templates;

    FeignDialect(TypeElement service, Elements elements, Types types) {
        super(service);
        this.maps = new MapTypes(elements, types);
        this.templates = new FeignTemplates(service);
    }

    @Override
    Vocabulary vocabulary() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("@POST or @HTTP(method = \"QUERY\", path = ..., body = true)", "POST");
        words.put("@HTTP(method = \"QUERY\", path = ...)", "@RequestLine(\"QUERY ...\")");
        words.put("@GET(\"/%2$s\")", "@RequestLine(\"GET /%2$s\")");
        words.put("@Path(\"...\") or @Query(\"...\")", "@Param(\"...\")");
        words.put("@Path", "@Param");
        words.put("@Query", "a variable of the query");
        words.put("@Header", "@Headers(\"...: {...}\")");
        words.put("@Form", "Content-Type: application/x-www-form-urlencoded");
        words.put("@Multipart", "Content-Type: multipart/form-data");
        words.put("@Bean", "@QueryMap");
        return new Vocabulary("Feign", words);
    }

    @Override
    boolean knows(AnnotationMirror mirror) {
        return KNOWN.contains(Annotations.nameOf(mirror));
    }

    @Override
    List<VerbModel> verbs(ExecutableElement method) {
        return FeignTemplates.verbs(method);
    }

    @Override
    List<Bound> bindings(Element parameter) {
        List<Bound> found = new ArrayList<>();
        AnnotationMirror map = FeignTemplates.find(parameter, "QueryMap");
        if (map != null && maps.isMap(parameter.asType())) {
            Origin origin = Origin.of(parameter).at(map);
            found.add(Bound.of("@QueryMap", Binding.QUERY, new Sourced("", origin)));
        }
        AnnotationMirror headers = FeignTemplates.find(parameter, "HeaderMap");
        if (headers != null) {
            Origin origin = Origin.of(parameter).at(headers);
            found.add(Bound.of("@HeaderMap", Binding.HEADER, new Sourced("", origin)));
        }
        AnnotationMirror param = FeignTemplates.find(parameter, "Param");
        if (param != null) {
            Sourced name = FeignTemplates.name(parameter, param);
            found.add(
                    parameter.getEnclosingElement() instanceof ExecutableElement method
                            ? templates.places(name, method).get(0)
                            : Bound.of("@Param", Binding.QUERY, name));
        }
        Bound endpoint = OwnDialect.endpoint(parameter);
        if (endpoint != null) {
            found.add(endpoint);
        } else if (found.isEmpty() && ResultReader.nameOf(parameter.asType()).equals("java.net.URI")) {
            found.add(Bound.of("URI", Binding.ENDPOINT, new Sourced("", Origin.of(parameter))));
        }
        return found;
    }

    @Override
    @Nullable
    AnnotationMirror bean(Element parameter) {
        AnnotationMirror mirror = FeignTemplates.find(parameter, "QueryMap");
        return mirror == null || maps.isMap(parameter.asType()) ? null : mirror;
    }

    @Override
    boolean sendsUnboundMembers() {
        return true;
    }

    @Override
    List<Sourced> headers() {
        return fixed(FeignHeader.ofType(service));
    }

    @Override
    List<Sourced> headers(ExecutableElement method) {
        return fixed(FeignHeader.on(method));
    }

    /** The type of a body goes with a body only. */
    private static List<Sourced> fixed(List<FeignHeader> headers) {
        return headers.stream()
                .filter(header -> !header.isTemplate() && !header.isContentType())
                .map(FeignHeader::line)
                .toList();
    }

    @Override
    @Nullable
    Sourced contentType(ExecutableElement method) {
        FeignHeader type = templates.contentType(method);
        return type == null ? null : type.line();
    }

    @Override
    List<Remark> remarks() {
        return FeignRemarks.ofHeaders(FeignHeader.ofType(service));
    }

    @Override
    List<Remark> remarks(ExecutableElement method) {
        return new FeignRemarks(templates).of(method, FeignHeader.ofType(service));
    }
}
