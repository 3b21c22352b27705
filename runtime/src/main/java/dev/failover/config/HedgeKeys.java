package dev.failover.config;

import static dev.failover.config.NumberTypes.SHARE;
import static dev.failover.config.NumberTypes.wholeNumber;

import dev.failover.retry.HedgeDelay;
import java.util.Optional;

/** Keys of {@link dev.failover.retry.HedgePolicy}. Without a delay the others mean nothing. */
public final class HedgeKeys {
    static final KeyList LIST = new KeyList();

    /** When an attempt is late; empty for no hedging. */
    public static final ConfigKey<Optional<HedgeDelay>> DELAY = LIST.key(
            "hedge.delay",
            PolicyTypes.HEDGE_DELAY,
            "`off`",
            "When a call that may be repeated gets a second attempt beside one that is late: after a time (`150ms`), or"
                    + " when it takes longer than 95 % of the latest ones (`p95`). A percentile looks at the last 30 s, and below"
                    + " 100 attempts in them nothing is hedged. Agent: calls that do not block only.");

    /** Hedges of one call. */
    public static final ConfigKey<Integer> MAX =
            LIST.key("hedge.max", wholeNumber(1, 5), "`1`", "Such attempts of one call.");

    /** Hedges of the service, as a share of its calls. */
    public static final ConfigKey<Double> BUDGET = LIST.key(
            "hedge.budget",
            SHARE,
            "`5%`",
            "Such attempts that the service may get within 10 s, as a share of its calls; one is allowed on top.");

    private HedgeKeys() {}
}
