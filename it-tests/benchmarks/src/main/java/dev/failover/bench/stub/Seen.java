package dev.failover.bench.stub;

/** What a canned transport was told to send last, so that a test can tell whether all were told the same. */
interface Seen {
    /** The whole URL. */
    String url();

    /** The field {@code X-Trace}. */
    String trace();

    /** The field {@code Accept}. */
    String accept();
}
