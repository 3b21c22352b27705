package dev.failover.bench.compile;

/** A way to compile; those of one vocabulary have the same sources. */
public enum Variant {
    OURS_PLAIN("our interfaces without processor", Vocabulary.OURS, false),
    OURS("our interfaces with ours", Vocabulary.OURS, true),
    AVAJE_PLAIN("avaje's interfaces without processor", Vocabulary.AVAJE, false),
    AVAJE("avaje's interfaces with avaje's", Vocabulary.AVAJE, true);

    private final String label;
    private final Vocabulary vocabulary;
    private final boolean processed;

    Variant(String label, Vocabulary vocabulary, boolean processed) {
        this.label = label;
        this.vocabulary = vocabulary;
        this.processed = processed;
    }

    public String label() {
        return label;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    boolean processed() {
        return processed;
    }
}
