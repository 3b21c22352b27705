package dev.failover.processor.model;

import javax.lang.model.type.TypeMirror;

/**
 * What a method returns: {@code CompletionStage<Optional<Order>>} is a {@link Completion#STAGE} of {@link Shape#OPTIONAL}
 * of {@link Payload#DECODED}, where {@code payloadType} is {@code Order}.
 *
 * @param declared the whole return type
 * @param fault why nothing can be generated for it
 * @param reason for {@link Fault#UNSUPPORTED}, a clause such as "which needs Retrofit at run time"; else empty
 */
public record ResultModel(
        TypeMirror declared,
        Completion completion,
        Shape shape,
        Payload payload,
        TypeMirror payloadType,
        Fault fault,
        String reason) {
    /** Whether the method waits. */
    public enum Completion {
        BLOCKING,
        STAGE,
        FUTURE
    }

    /** What is around the payload. */
    public enum Shape {
        PLAIN,
        OPTIONAL,
        RESPONSE
    }

    /** What is made of the body. */
    public enum Payload {
        NOTHING,
        TEXT,
        BYTES,
        INPUT_STREAM,
        HEADERS,
        WHOLE_ANSWER,
        DECODED,
        /** A stream of what is decoded. */
        STREAM
    }

    /** Why a type cannot be returned. */
    public enum Fault {
        NONE,
        UNSUPPORTED,
        RAW,
        WILDCARD,
        TYPE_VARIABLE
    }

    /** Its payload alone. */
    public ResultModel withoutShape() {
        return new ResultModel(declared, Completion.BLOCKING, Shape.PLAIN, payload, payloadType, fault, reason);
    }

    public boolean isAsync() {
        return completion != Completion.BLOCKING;
    }

    /** Whether it makes something of the bytes of the body. */
    public boolean readsBody() {
        return payload == Payload.TEXT || payload == Payload.BYTES || payload == Payload.INPUT_STREAM || usesCodec();
    }

    /** Whether the caller reads the body while it comes. */
    public boolean isStreamed() {
        return (payload == Payload.INPUT_STREAM || payload == Payload.STREAM) && !isAsync();
    }

    public boolean usesCodec() {
        return payload == Payload.DECODED || payload == Payload.STREAM;
    }

    /** Whether it is the answer itself, so that no status is a failure. */
    public boolean takesAnyStatus() {
        return shape == Shape.RESPONSE || payload == Payload.WHOLE_ANSWER;
    }
}
