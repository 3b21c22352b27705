package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens to the first replica while a program goes on calling it. */
final class Scenario {
    private Scenario() {}

    /**
     * The first replica dies by SIGKILL while calls are on their way, and comes back, all at counts of calls: at 3 tenths
     * and at 7 tenths. Some calls are told only when it is dead: a program may be faster than whoever kills.
     */
    static Program.Finished killAndRestart(Program program, Replicas replicas, int calls) {
        int killAfter = calls * 3 / 10;
        int restartAfter = calls * 7 / 10;
        int lateAfter = calls * 5 / 10;
        program.sendGets(replicas.first().url(), lateAfter);
        program.awaitDone(killAfter);
        assertThat(replicas.first().kill()).as("exit code of the killed server").isEqualTo(Child.KILLED);
        program.sendGets(replicas.first().url(), restartAfter - lateAfter);
        program.awaitDone(restartAfter);
        replicas.first().start();
        program.sendGets(replicas.first().url(), calls - restartAfter);
        return program.finish();
    }

    static Program.Finished gets(Program program, Replicas replicas, int calls) {
        program.sendGets(replicas.first().url(), calls);
        return program.finish();
    }
}
