package dev.failover.cache;

import org.jspecify.annotations.Nullable;

/** What a response means to the caller and to the cache. Immutable. */
public final class CacheReply {
    /** What is to be done with it. */
    public enum Kind {
        /** The response is the answer. */
        PASS,
        /** The response is the answer, and its body is told to {@link #recorder()}. */
        RECORD,
        /** {@link #answer()} is the answer; the response is dropped. */
        ANSWER,
        /** The response is of no use: the request is sent again without the cache's conditions. */
        SEND_AGAIN
    }

    private final Kind kind;
    private final String cacheStatus;
    private final @Nullable CachedAnswer answer;
    private final @Nullable BodyRecorder recorder;

    private CacheReply(Kind kind, String cacheStatus, @Nullable CachedAnswer answer, @Nullable BodyRecorder recorder) {
        this.kind = kind;
        this.cacheStatus = cacheStatus;
        this.answer = answer;
        this.recorder = recorder;
    }

    static CacheReply pass(String cacheStatus) {
        return new CacheReply(Kind.PASS, cacheStatus, null, null);
    }

    static CacheReply record(String cacheStatus, BodyRecorder recorder) {
        return new CacheReply(Kind.RECORD, cacheStatus, null, recorder);
    }

    static CacheReply answer(CachedAnswer answer) {
        return new CacheReply(Kind.ANSWER, "", answer, null);
    }

    static CacheReply sendAgain() {
        return new CacheReply(Kind.SEND_AGAIN, "", null, null);
    }

    public Kind kind() {
        return kind;
    }

    /** What a response that is handed on is to have in {@code Cache-Status}. */
    public String cacheStatus() {
        return cacheStatus;
    }

    /** With {@link Kind#ANSWER}, else null. */
    public @Nullable CachedAnswer answer() {
        return answer;
    }

    /** With {@link Kind#RECORD}, else null. */
    public @Nullable BodyRecorder recorder() {
        return recorder;
    }
}
