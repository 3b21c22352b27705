package dev.failover.processor.check;

import dev.failover.processor.model.Vocabulary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the processor has to say. The code stays what it is for ever, as people search for it; the text may get
 * better. Each says what is wrong and quotes it, what is allowed, and how to mend it.
 */
public enum Message {
    NOT_AN_INTERFACE(
            "FS001",
            Effect.NO_CLASS,
            "@FailoverService belongs on an interface; %s is %s. Extract an interface and put the annotation there."),
    NOT_VISIBLE(
            "FS002",
            Effect.NO_CLASS,
            "%s is private, so no class can implement it. Make it package-private or public."),
    SEALED("FS003", Effect.NO_CLASS, "%s is sealed. Add %s to its permits clause or remove sealed."),
    NOTHING_TO_GENERATE(
            "FS004",
            Effect.WARNING,
            "%s has nothing to generate: none of its methods is abstract. Declare one, such as"
                    + " @GET(\"/orders/{id}\") Order find(String id);"),
    NO_VERB(
            "FS005",
            Effect.ERROR,
            "%1$s has no verb, so there is no request to send for it, but %3$s says that there are requests. Give it a verb, such as"
                    + " @GET(\"/%2$s\"), make it default, or remove %3$s and the like to decorate delegates instead."),
    TWO_DIALECTS("FS006", Effect.ERROR, "%s mixes %s and %s annotations. Use one family per interface."),
    TWO_VERBS("FS007", Effect.ERROR, "%s has %s and %s; a call has one verb. Remove one."),
    VERB_ON_BODY(
            "FS008", Effect.ERROR, "%s has a body, so its %s would never be used. Remove the body or the annotation."),
    NO_PATH("FS009", Effect.ERROR, "%s on %s has no path. Write %s for the base URL itself."),
    BAD_METHOD(
            "FS009",
            Effect.ERROR,
            "\"%s\" on %s is no HTTP method. A method is a token of letters, digits and hyphens. Write @HTTP(method ="
                    + " \"QUERY\", path = ...)."),
    BAD_SERVICE_NAME("FS009", Effect.ERROR, "%s."),
    NO_SERVICE_NAME(
            "FS009",
            Effect.ERROR,
            "the service of %s has no name, so nothing can configure it. Write name = \"orders\"."),
    BAD_TEMPLATE("FS010", Effect.ERROR, "\"%s\" %s."),
    UNBOUND_VARIABLE("FS011", Effect.ERROR, "{%s} in \"%s\" matches no parameter of %s (%s).%s"),
    NOT_IN_TEMPLATE(
            "FS012",
            Effect.ERROR,
            "{%1$s} is not in \"%2$s\", but @Path says that %3$s goes there. Add {%1$s} to the path or make it @Query."),
    BOUND_TWICE("FS013", Effect.ERROR, "{%s} is bound by both %s and %s. Rename one, or give it @Query."),
    TWO_DESTINATIONS("FS013", Effect.ERROR, "%s has %s and %s; a value goes to one place. Remove one."),
    NULLABLE_PATH(
            "FS014",
            Effect.ERROR,
            "%1$s is %2$s, but {%3$s} must always have a value; without one the call would go to another resource. Drop"
                    + " %2$s, or use {?%3$s}."),
    MANY_IN_PATH(
            "FS014",
            Effect.ERROR,
            "%1$s is %2$s, but {%3$s} is one segment of the path. Pass a single value, or use {?%3$s}."),
    ABSOLUTE_PATH(
            "FS015",
            Effect.ERROR,
            "\"%s\" is absolute, so failover could never choose another endpoint. Move scheme and host to endpoints ="
                    + " {...} and keep the path, or take an @Endpoint URI parameter."),
    PARTIAL_QUERY_VALUE(
            "FS016",
            Effect.ERROR,
            "\"%s\" in \"%s\" mixes a variable with text; a query variable must be the whole value. Use {?name}."),
    SAME_REQUEST(
            "FS017",
            Effect.WARNING,
            "%1$s and %2$s both send %3$s and return the same. Is one a copy? Remove it, or say that it is meant:"
                    + " @SuppressWarnings(\"failover:duplicate\")."),
    SHARED_KEY(
            "FS018",
            Effect.ERROR,
            "%1$s is \"%2$s\" here and \"%3$s\" on %4$s, but both are the service %5$s, which has the configuration key %6$s"
                    + " once. Write the same, remove one, or give %7$s another name."),
    SHARED_ENDPOINTS(
            "FS018",
            Effect.WARNING,
            "%1$s and %2$s list other endpoints of the same service %3$s; those of the one whose client is made first serve both."
                    + " List the same, leave them out of one, give %1$s another name, or say that it is meant:"
                    + " @SuppressWarnings(\"failover:endpoints\")."),
    SEVERAL_BODIES(
            "FS019",
            Effect.ERROR,
            "%s has %s bodies (%s). Wrap them in one type, or give all but one @Query or @Header."),
    ENCODED_BODY(
            "FS019",
            Effect.ERROR,
            "%1$s is %2$s, which makes its body of parameters, so %3$s would be a second body. Remove the @Body of %3$s, or"
                    + " %2$s."),
    BODY_FORBIDDEN(
            "FS020",
            Effect.ERROR,
            "%s cannot carry a body (parameter %s). Use @POST or @HTTP(method = \"QUERY\", path = ..., body = true), or"
                    + " @Query for its fields."),
    UNSUPPORTED_RETURN(
            "FS021",
            Effect.ERROR,
            "%1$s returns %2$s, %3$s. Return %4$s, Response<%5$s>, Optional<%5$s> or CompletionStage<%5$s>."),
    UNSUPPORTED_VOID_RETURN(
            "FS021", Effect.ERROR, "%s returns %s, %s. Return void, Response<Void> or CompletionStage<Void>."),
    RAW_RETURN(
            "FS022",
            Effect.ERROR,
            "%s returns raw %s; the decoder needs to know what is in it. Write the type argument, such as %s<Order>."),
    WILDCARD_RETURN(
            "FS022",
            Effect.ERROR,
            "%s returns %s; the decoder needs one type to make, and ? is many. Write the type itself."),
    GENERIC_METHOD(
            "FS023",
            Effect.ERROR,
            "%s is generic (<%s>), but a generated method decodes one type. Declare one method per type, or make a"
                    + " generic base interface and extend it with a type."),
    GENERIC_SERVICE(
            "FS023",
            Effect.NO_CLASS,
            "%1$s is generic (<%2$s>), but a generated client decodes one type. Annotate an interface that extends it with"
                    + " a type: interface Orders extends %1$s<Order>."),
    LATE_RESULT(
            "FS021",
            Effect.ERROR,
            "%1$s returns %2$s, whose work goes on when %1$s has returned, where no policy sees it. Return what it gives, or"
                    + " CompletionStage<%3$s>."),
    HEAD_WITH_BODY(
            "FS024",
            Effect.ERROR,
            "%s returns %s, but an answer to HEAD never has a body. Return void, Headers or Response<Void>."),
    ENCODING_FORBIDDEN(
            "FS025", Effect.ERROR, "%s makes a body, and %s is %s, which cannot carry one. Use @POST, or remove it."),
    TWO_ENCODINGS("FS025", Effect.ERROR, "%1$s has %2$s and %3$s; a body is made in one way. Remove one."),
    NOT_ENCODED("FS026", Effect.ERROR, "%1$s says that %2$s goes into a body that %3$s makes. Put %3$s on %4$s."),
    MAP_KEYS("FS027", Effect.ERROR, "%s is %s; its keys are names, so they must be String. Write Map<String, ...>."),
    BAD_HEADER_LINE("FS028", Effect.ERROR, "\"%s\" must read \"Name: value\"%s. Write @Headers(\"X-Source: web\")."),
    BAD_HEADER_NAME(
            "FS028",
            Effect.ERROR,
            "\"%s\" is no header name; a name has letters, digits and hyphens. Write a name such as \"X-Source\"."),
    BAD_COOKIE_NAME(
            "FS028",
            Effect.ERROR,
            "\"%s\" is no name of a cookie; a name has letters, digits and hyphens. Write a name such as @Cookie(\"session\")."),
    IDEMPOTENCY_KEY(
            "FS028",
            Effect.ERROR,
            "%s sends no request that could have the header \"%s\": delegates carry it out. Write @Idempotent alone."),
    BAD_FIELD_NAME(
            "FS028",
            Effect.ERROR,
            "\"%s\" is no name of a field: it has a control character. Write a name such as @Field(\"user\")."),
    BAD_FILE_NAME(
            "FS028", Effect.ERROR, "\"%s\" is no file name: it has a control character. Write one such as \"a.png\"."),
    FORBIDDEN_HEADER("FS029", Effect.ERROR, "%s is set by the transport. Remove it."),
    BAD_DEFAULT("FS030", Effect.ERROR, "@Default(\"%s\") is not %s. Write %s."),
    NO_DEFAULT(
            "FS030",
            Effect.ERROR,
            "%s is %s, for which no text can be checked, so it can have no @Default. Remove it, or declare a text, number,"
                    + " boolean, enum, UUID, URI or a type of java.time."),
    NO_TEXT(
            "FS031",
            Effect.WARNING,
            "%s is %s, and %3$s has no toString of its own (it would send %3$s@1b6d). Give it one, or annotate the parameter"
                    + " @Bean."),
    ARRAY_AS_TEXT("FS031", Effect.ERROR, "%s is %s, and an array has no text. Write a List of its values."),
    PARTS_OF_MAP(
            "FS031",
            Effect.ERROR,
            "%s is %s, but the entries of a map are sent as text, bytes, files or streams. Give each part a parameter of its"
                    + " own."),
    BAD_MEDIA_TYPE(
            "FS032",
            Effect.ERROR,
            "\"%s\" is no media type; it must read type/subtype. Write one such as \"image/png\"."),
    UNKNOWN_MEDIA_TYPE("FS032", Effect.WARNING, "\"%s\" is not a known type/subtype. %s"),
    BAD_DURATION("FS033", Effect.ERROR, "%s: %s."),
    BAD_POLICY("FS034", Effect.ERROR, "%s: %s."),
    CONTRADICTING_POLICIES("FS034", Effect.ERROR, "%s does not go with the rest: %s."),
    SHARED_BUDGET(
            "FS034",
            Effect.ERROR,
            "%s on %s: all calls of the service share one retry budget. Move it to the @Retry of the interface."),
    SHARED_CACHE(
            "FS034",
            Effect.ERROR,
            "%s on %s: all calls of the service share one cache. Move it to the @Cached of the interface."),
    RETRIED_AND_ABORTED("FS035", Effect.ERROR, "%s: %s."),
    TIGHT_DEADLINE(
            "FS036",
            Effect.WARNING,
            "%s attempts of up to %s need %s, but the deadline is %s, so the last one is cut off. Write deadline = \"%3$s\", or"
                    + " fewer or shorter attempts."),
    RETRY_OF_UNREPEATABLE(
            "FS037",
            Effect.WARNING,
            "%1$s is a %2$s: %3$s holds for it only while the request cannot have arrived. Add @Idempotent if repeating it is"
                    + " safe, remove %3$s, or say that it is meant: @SuppressWarnings(\"failover:idempotent\")."),
    NOT_ONE_FALLBACK(
            "FS038",
            Effect.ERROR,
            "@Fallback on %s needs one thing to call. Write @Fallback(OrderFallback.class), or on a method @Fallback(method ="
                    + " \"cached\")."),
    NO_FALLBACK_METHOD("FS038", Effect.ERROR, "@Fallback(method = \"%s\"): %s has no such method.%s"),
    FALLBACK_WITHOUT_BODY("FS038", Effect.ERROR, "%s is abstract, but a fallback needs a body. Make it default."),
    FALLBACK_PARAMETERS("FS038", Effect.ERROR, "%1$s must take (%2$s) or (%3$s) to be the fallback of %4$s."),
    FALLBACK_RESULT("FS038", Effect.ERROR, "%s returns %s, but %s returns %s. Let both return the same."),
    FALLBACK_CLASS("FS039", Effect.ERROR, "%1$s does not implement %2$s. Write class %1$s implements %2$s."),
    FALLBACK_CONSTRUCTOR(
            "FS039",
            Effect.ERROR,
            "%s needs a visible constructor without parameters, and must be no abstract or inner class."),
    NAMES_LOST(
            "FS040",
            Effect.ERROR,
            "%1$s was compiled without parameter names, so %2$s of its method %3$s needs an explicit name. Write"
                    + " @Path(\"...\") or @Query(\"...\") there, or compile it with -parameters (Maven: <parameters>true</parameters>)."),
    UNRESOLVED_TYPE(
            "FS041",
            Effect.NO_CLASS,
            "%1$s was not generated because %2$s cannot be resolved. If %2$s is generated by another processor, see its"
                    + " errors above; otherwise add it to the class path or import it."),
    CACHED_CHANGE("FS042", Effect.ERROR, "%s is a %s: only GET, HEAD and QUERY results may be reused. Remove @Cached."),
    CACHED_NOTHING(
            "FS042",
            Effect.ERROR,
            "%s returns %s, so there is nothing that could be reused. Return what the answer holds, or remove @Cached."),
    CACHED_DELEGATES(
            "FS042",
            Effect.ERROR,
            "%s has delegates do its work, and only answers of HTTP can be reused. Remove @Cached, or write verbs such as"
                    + " @GET."),
    BAD_ENDPOINT("FS043", Effect.ERROR, "endpoints[%d]: %s."),
    DUPLICATE_ENDPOINT("FS043", Effect.ERROR, "endpoints[%d] = \"%s\" is the same as endpoints[%d]. Remove one."),
    ENDPOINT_TYPE("FS043", Effect.ERROR, "%1$s is %2$s, but @Endpoint is a base URL. Write java.net.URI %1$s."),
    TWO_ENDPOINTS(
            "FS043", Effect.ERROR, "%s has two @Endpoint parameters (%s, %s); a call has one base URL. Remove one."),
    BAD_STATUS("FS044", Effect.ERROR, "status %s is never a failure. Write one from 300 to 599, such as 404."),
    MAPPED_TWICE("FS044", Effect.ERROR, "%s is mapped twice, to %s and to %s. Remove one."),
    NO_CONSTRUCTOR(
            "FS044",
            Effect.ERROR,
            "%1$s cannot be thrown for %2$s: it needs a visible constructor %1$s(dev.failover.stub.Response<...>),"
                    + " %1$s(dev.failover.stub.StatusException), %1$s(String, Throwable) or %1$s(String), and must be no abstract"
                    + " or inner class."),
    UNDECLARED_EXCEPTION(
            "FS044",
            Effect.ERROR,
            "%1$s is checked, but %2$s does not declare it. Write throws %1$s, or let it extend RuntimeException."),
    UNUSED_MAPPING(
            "FS044",
            Effect.WARNING,
            "%s returns %s, which takes any status, so %s is never thrown. Remove @ErrorMapping."),
    NAME_TAKEN("FS045", Effect.ERROR, "cannot create %s: the class exists. Rename it, or rename %s."),
    INHERITED_CONFLICT(
            "FS046",
            Effect.ERROR,
            "%s is inherited from %s (%s) and from %s (%s), which differ. Redeclare it in %s with the one that is meant."),
    FOREIGN_POLICY("FS050", Effect.WARNING, "@%s has no effect on a generated client. %s, or remove it."),
    NO_BEAN(
            "FS051",
            Effect.ERROR,
            "%1$s is %2$s, which has no members to send: no component, public getter or public field. Remove @Bean, or give"
                    + " %2$s getters."),
    HIDDEN_MEMBER(
            "FS051",
            Effect.ERROR,
            "%1$s of %2$s is annotated, but generated code cannot read it. Make it public, or give %2$s a public getter that"
                    + " throws nothing."),
    ENDLESS_BEAN("FS051", Effect.ERROR, "%s is %s, which is a @Bean inside itself. Remove one @Bean."),
    ENDLESS_OBJECT(
            "FS051",
            Effect.ERROR,
            "%1$s is %2$s, which holds itself, so there is no end of what would be sent. Pass a type of what is needed, or a"
                    + " Map<String, ...>."),
    MISPLACED(
            "FS052",
            Effect.ERROR,
            "%1$s on %2$s does nothing: it says where one value goes. Move it to the parameter that it means."),
    NOTHING_ON_CLOSE(
            "FS052",
            Effect.WARNING,
            "%1$s on close does nothing: close() closes every delegate once, and nothing is repeated, limited or replaced. Remove"
                    + " %1$s."),
    NO_OBJECT(
            "FS053",
            Effect.ERROR,
            "%1$s is %2$s, which has no names to put in brackets: style = DEEP_OBJECT is for a Map<String, ...>, or a type with"
                    + " components, getters or public fields. Remove the style, or pass one of these."),
    NO_COUNTERPART("FS060", Effect.ERROR, "%s has no counterpart in a generated client: %s. %s."),
    NOT_ALL_TRANSLATED("FS061", Effect.WARNING, "%s: %s. %s.");

    /** What becomes of the interface. */
    public enum Effect {
        /** The client is generated all the same. */
        WARNING,
        /** The client is generated with bodies that throw, so that nothing but this message is reported. */
        ERROR,
        /** No class can implement it; one that only stands in for the client's name is generated. */
        NO_CLASS
    }

    private final String code;
    private final Effect effect;
    private final String format;

    Message(String code, Effect effect, String format) {
        this.code = code;
        this.effect = effect;
        this.format = format;
    }

    public String code() {
        return code;
    }

    public Effect effect() {
        return effect;
    }

    /** The whole message, beginning with the code. */
    public String text(@Nullable Object... arguments) {
        return textIn(Vocabulary.OWN, arguments);
    }

    /** The same, in the words of a dialect. */
    String textIn(Vocabulary vocabulary, @Nullable Object... arguments) {
        @Nullable
        Object[] translated = Arrays.stream(arguments)
                .map(argument ->
                        argument instanceof String word ? vocabulary.words().getOrDefault(word, word) : argument)
                .toArray();
        return "[" + code + "] " + String.format(vocabulary.translate(format), translated);
    }
}
