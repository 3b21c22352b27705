package acme.suite;

/** What a client can do or not; a case that needs what its client cannot do is skipped with the adapter's reason. */
public enum Feature {
    /** {@link ClientUnderTest#start}. */
    ASYNC,
    /** Another thread can end a synchronous call: {@link Ask#abortable}. */
    ABORT,
    /** {@link Pending#cancel} reaches the exchange. */
    CANCEL,
    /** A thread that waits in a synchronous call can be interrupted. */
    INTERRUPT,
    /** Methods that no RFC names. */
    ANY_METHOD,
    /** PATCH. */
    PATCH,
    /** A body that can be read once only. */
    ONE_SHOT_BODY,
    /** A body without a length announced. */
    CHUNKED_BODY,
    /** {@code Expect: 100-continue}, with a wait for the answer. */
    EXPECT_CONTINUE,
    /** One request object can be sent twice: {@link Ask#reuse}. */
    REUSE,
    /** Follows redirects by itself. */
    REDIRECTS,
    /** Answers a 401 by itself: {@link Setup#user}. */
    CREDENTIALS,
    /** Keeps cookies: {@link Setup#cookies}. */
    COOKIES,
    /** {@link Setup#proxyPort}. */
    PROXY,
    /** {@link Setup#connectMillis}. */
    CONNECT_TIMEOUT,
    /** {@link Setup#readMillis}, counted from the last byte. */
    READ_TIMEOUT,
    /** {@link Ask#callMillis}: a bound for a whole call. */
    CALL_TIMEOUT,
    /** {@link Setup#connections}: a pool with a bound at which callers wait. */
    POOL,
    /** {@link ClientUnderTest#leased}. */
    POOL_STATISTICS,
    /** The request can be sent to another address with the URL's own {@code Host}, SNI and certificate name. */
    KEEPS_HOST,
    /** HTTP/2: {@link Setup#http2}. */
    HTTP2,
    /** The agent's cache can answer for it. */
    CACHE
}
