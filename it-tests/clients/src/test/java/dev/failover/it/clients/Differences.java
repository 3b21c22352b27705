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
 * it counts if what is seen with the agent was never seen without.
 */
final class Differences {
    private static final int MOST_ATTEMPTS = 3;
    /** Of two ends that are equally likely, a client shows only one in one of 32 times by itself. */
    private static final int LOOKS = 6;

    private static final int SHOWN = 12;

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
            differences.look(groups);
            if (look == 0) {
                differences.once.addAll(differences.differing);
            }
            groups = differences.differing.stream()
                    .map(number -> Math.max(0, number) / Trial.OF_GROUP)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        differences.once.removeAll(differences.differing);
        return differences;
    }

    private void look(Set<Integer> groups) throws IOException {
        SameRun.Result alone = run.run(groups, false);
        SameRun.Result watched = run.run(groups, true);
        add(alone, without);
        add(watched, with);
        connectionsWithout += alone.connections();
        connectionsWith += watched.connections();
        watched.said().stream()
                .filter(line -> line.startsWith("failover:"))
                .skip(1)
                .forEach(said::add);
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

    /** Whether a call that fails without the agent was answered with it. */
    private boolean isHealed(int number) {
        Trial trial = run.trial(number);
        for (Seen alone : without.get(number)) {
            for (Seen watched : with.getOrDefault(number, Set.of())) {
                boolean answered = hasFailed(alone) && watched.program().startsWith("status ");
                // Without the agent it may have found a connection only that nobody listened to any more.
                if (answered
                        && (isSentAgain(trial, alone, watched)
                                || alone.server().isEmpty() && isIdempotent(trial, watched))) {
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
                if (watched.equals(alone) || number >= 0 && isRepeated(run.trial(number), alone, watched)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isRepeated(Trial trial, Seen alone, Seen watched) {
        boolean repeats = alone.program().equals(watched.program()) && isSentAgain(trial, alone, watched);
        if (repeats) {
            repeated.add(trial.kind());
        }
        return repeats;
    }

    private static boolean isIdempotent(Trial trial, Seen seen) {
        return !seen.server().isEmpty()
                && trial.isIdempotent(seen.server().get(0).split(" ", 2)[0]);
    }

    private static boolean isSentAgain(Trial trial, Seen alone, Seen watched) {
        return isIdempotent(trial, alone)
                && (trial.isFailure() || hasFailed(alone))
                && areRepeated(alone.server(), watched.server());
    }

    /** How often the client itself sends something again is not always the same, and with some it is switched off. */
    private static boolean areRepeated(List<String> alone, List<String> watched) {
        return watched.size() <= MOST_ATTEMPTS * alone.size()
                && !watched.isEmpty()
                && new HashSet<>(alone).containsAll(watched)
                && watched.get(0).equals(alone.get(0));
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

    /** The first ones, in full. */
    String text() {
        return summary() + "\n"
                + String.join("\n", said) + "\n"
                + differing.stream().limit(SHOWN).map(this::told).collect(Collectors.joining("\n"));
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
