package dev.failover.it.clients;

import acme.suite.same.Trial;
import dev.failover.it.clients.SameRun.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * In what the runs with the agent differ from those without, apart from what the defaults are there for: a call that may be
 * sent twice, and whose endpoint fails, is sent again, even if there is no other endpoint. Its server then sees the same
 * requests more often, and the program the same end, or an answer where it had none; what the same client does after that
 * is not compared.
 *
 * <p>What a client does of itself is not always the same: a time-out before or after something that comes at that time, a
 * connection that its server closes while it is taken from the pool. So a trial that differs is made again some times, and
 * it counts if what is seen with the agent was never seen without. When a call is given up, the program's thread and the
 * client's race for who says so; which of them is mostly first depends on what the JVM happens to load for the first time
 * in that moment. So how it ends may have been seen with any call that was given up like that.
 */
final class Differences {
    /** Whether the agent is never there: what differs then, a client does by itself. */
    private static final boolean CONTROL = Boolean.parseBoolean(Adapters.property("same.control"));

    private static final int MOST_ATTEMPTS = 3;
    /** Of two ends that are equally likely, a client shows only one in one of 128 times by itself. */
    private static final int LOOKS = 8;

    private static final String HANGS = "hangs";
    private static final int SHOWN = 12;
    /** Groups that one program makes: as many as it can within the patience of a run, several clients beside it. */
    private static final int PORTION = 10;

    private final SameRun run;
    private final Map<Integer, Set<Seen>> without = new TreeMap<>();
    private final Map<Integer, Set<Seen>> with = new TreeMap<>();
    private final Set<String> repeated = new TreeSet<>();
    private final Set<Integer> healed = new TreeSet<>();
    private final List<String> said = new ArrayList<>();
    private final Set<Integer> once = new TreeSet<>();
    private final Set<Integer> differing = new TreeSet<>();
    private int connectionsWithout;
    private int connectionsWith;

    private Differences(SameRun run) {
        this.run = run;
    }

    static Differences between(SameRun run, int fromGroup, int endGroup) throws IOException {
        Differences differences = new Differences(run);
        Set<Integer> groups =
                IntStream.range(fromGroup, endGroup).boxed().collect(Collectors.toCollection(TreeSet::new));
        for (int look = 0; look < LOOKS && !groups.isEmpty(); look++) {
            differences.look(List.copyOf(groups));
            if (look == 0) {
                differences.once.addAll(differences.differing);
            }
            if (!differences.differing.contains(RawLog.UNKNOWN)) {
                groups = differences.differing.stream()
                        .map(number -> number / Trial.OF_GROUP)
                        .collect(Collectors.toCollection(TreeSet::new));
            }
        }
        differences.once.removeAll(differences.differing);
        return differences;
    }

    private void look(List<Integer> groups) throws IOException {
        List<String> ofNoTrialWithout = new ArrayList<>();
        List<String> ofNoTrialWith = new ArrayList<>();
        for (int from = 0; from < groups.size(); from += PORTION) {
            List<Integer> portion = groups.subList(from, Math.min(groups.size(), from + PORTION));
            SameRun.Result alone = run.run(portion, false);
            SameRun.Result watched = run.run(portion, !CONTROL);
            ofNoTrialWithout.addAll(alone.ofNoTrial());
            ofNoTrialWith.addAll(watched.ofNoTrial());
            add(alone, without);
            add(watched, with);
            connectionsWithout += alone.connections();
            connectionsWith += watched.connections();
            watched.said().stream()
                    .filter(line -> line.startsWith("failover:"))
                    .skip(1)
                    .forEach(said::add);
        }
        add(RawLog.UNKNOWN, ofNoTrialWithout, without);
        add(RawLog.UNKNOWN, ofNoTrialWith, with);
        differing.clear();
        int lastHealed = Integer.MIN_VALUE;
        for (int number : without.keySet()) {
            if (number < 0 || number / Trial.OF_GROUP != lastHealed / Trial.OF_GROUP) {
                if (number >= 0 && !isSame(number) && isHealed(number)) {
                    healed.add(number);
                    lastHealed = number;
                } else if (!isSame(number)) {
                    differing.add(number);
                }
            }
        }
    }

    private static void add(SameRun.Result result, Map<Integer, Set<Seen>> to) {
        result.seen()
                .forEach((number, seen) -> to.computeIfAbsent(number, none -> new LinkedHashSet<>())
                        .add(seen));
    }

    /** Clients of several groups send at once: in any order. */
    private static void add(int number, List<String> requests, Map<Integer, Set<Seen>> to) {
        to.computeIfAbsent(number, none -> new LinkedHashSet<>())
                .add(new Seen("", requests.stream().sorted().toList()));
    }

    /** Whether a call that fails without the agent was answered with it. */
    private boolean isHealed(int number) {
        Trial trial = run.trial(number);
        for (Seen alone : without.get(number)) {
            for (Seen watched : with.getOrDefault(number, Set.of())) {
                boolean answered = hasFailed(alone)
                        && (watched.program().startsWith("status ")
                                || watched.program().contains("RedirectException"));
                if (alone.program().equals(HANGS) && hasFailed(watched)) {
                    // For as long as it was waited for; with the agent an attempt has a bound.
                    return true;
                }
                // Without the agent it may have found only a connection that nobody listened to any more, or never have
                // got to where it is challenged or sent on.
                if (answered
                        && (isSentAgain(trial, alone, watched)
                                || alone.server().size() <= 1
                                        && isIdempotent(trial, watched)
                                        && watched.server().containsAll(alone.server()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasFailed(Seen seen) {
        return seen.program().matches("(?s)(call|callback) throws .*");
    }

    private boolean isSame(int number) {
        for (Seen alone : without.get(number)) {
            for (Seen watched : with.getOrDefault(number, Set.of())) {
                if (watched.equals(alone)
                        || isWithoutEmptyHead(alone, watched)
                        || isGivenUpAlike(number, alone, watched)
                        || (number == RawLog.UNKNOWN
                                ? areRepeated(alone.server(), watched.server())
                                : isRepeated(run.trial(number), alone, watched))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Jetty's client tells from 12.1 on of a response that has no status before it tells that it does not know how to follow a
     * redirect; with the agent it tells the latter alone. See docs/agent.md.
     */
    private static boolean isWithoutEmptyHead(Seen alone, Seen watched) {
        return alone.program().startsWith("status 0\n")
                && alone.program().contains(" throws java.lang.IllegalArgumentException: Invalid URI scheme ")
                && watched.program().startsWith("call throws java.lang.IllegalArgumentException: Invalid URI scheme ")
                && alone.server().equals(watched.server());
    }

    private boolean isGivenUpAlike(int number, Seen alone, Seen watched) {
        return number >= 0
                && run.trial(number).way.givesUp()
                && alone.server().equals(watched.server())
                && without.keySet().stream()
                        .filter(other -> other >= 0 && isGivenUpLike(number, run.trial(other)))
                        .flatMap(other -> without.get(other).stream())
                        .anyMatch(seen -> seen.program().equals(watched.program()));
    }

    private boolean isGivenUpLike(int number, Trial other) {
        return other.way == run.trial(number).way
                && other.kind().equals(run.trial(number).kind());
    }

    private boolean isRepeated(Trial trial, Seen alone, Seen watched) {
        if (!withoutCookies(alone.program()).equals(withoutCookies(watched.program()))) {
            return false;
        }
        boolean repeats = isSentAgain(trial, alone, watched)
                || trial.isFailure() && alone.server().isEmpty() && isIdempotent(trial, watched);
        if (repeats) {
            repeated.add(trial.kind());
        }
        return repeats || isSentOnce(trial, alone, watched);
    }

    /** HttpURLConnection sends a POST again that its server did not answer; where a service is told not to, it does not. */
    private static boolean isSentOnce(Trial trial, Seen alone, Seen watched) {
        return trial.isFailure()
                && watched.server().size() == 1
                && alone.server().size() == 2
                && new HashSet<>(alone.server()).equals(new HashSet<>(watched.server()));
    }

    private static boolean isIdempotent(Trial trial, Seen seen) {
        return !seen.server().isEmpty()
                && trial.isIdempotent(seen.server().get(0).split(" ", 2)[0]);
    }

    private static boolean isSentAgain(Trial trial, Seen alone, Seen watched) {
        return isIdempotent(trial, alone)
                && trial.ask.breaksAt < 0
                && (trial.isFailure() || hasFailed(alone))
                && areRepeated(alone.server(), watched.server());
    }

    /** How often the client itself sends something again is not always the same, and with some it is switched off. */
    private static boolean areRepeated(List<String> alone, List<String> watched) {
        return watched.size() <= MOST_ATTEMPTS * alone.size()
                && !watched.isEmpty()
                && withoutCookies(alone).containsAll(withoutCookies(watched))
                && watched.get(0).equals(alone.get(0));
    }

    /** An answer may set one, which the client then sends with the same request. */
    private static Set<String> withoutCookies(List<String> requests) {
        return requests.stream().map(Differences::withoutCookies).collect(Collectors.toSet());
    }

    private static String withoutCookies(String text) {
        return text.replaceAll("(?m)^Cookie: .*\r?\n", "");
    }

    /** How many trials were the same, perhaps only when they were made again. */
    int looked() {
        return without.size() - 1;
    }

    /** The trials, and what the agent had to say. */
    List<String> found() {
        List<String> found = new ArrayList<>(said);
        differing.forEach(number -> found.add(
                number < 0 ? "requests of no trial" : run.trial(number).toString()));
        return found;
    }

    String summary() {
        return looked() + " calls, " + differing.size() + " differ, " + once.size() + " did so once " + once
                + ", answered with the agent only " + healed + ", sent again " + repeated + ", connections "
                + connectionsWithout + " without the agent, "
                + connectionsWith + " with it";
    }

    /** The first ones, in full, and then those that differed once. */
    String text() {
        return summary() + "\n"
                + String.join("\n", said) + "\n"
                + differing.stream().limit(SHOWN).map(this::told).collect(Collectors.joining("\n"))
                + "\n\n######## once:\n"
                + once.stream().map(this::told).collect(Collectors.joining("\n"));
    }

    private String told(int number) {
        return "\n==== " + (number < 0 ? "requests of no trial" : run.trial(number)) + "\n---- without the agent:\n"
                + told(without.get(number)) + "\n---- with it:\n" + told(with.getOrDefault(number, Set.of()));
    }

    private static String told(Set<Seen> all) {
        return all.stream()
                .map(seen -> seen.program() + "requests: "
                        + seen.server().size() + "\n"
                        + seen.server().stream().distinct().collect(Collectors.joining("\n")))
                .map(text -> text.length() > 5000 ? text.substring(0, 5000) + " ..." : text)
                .collect(Collectors.joining("\n-- or\n"));
    }
}
