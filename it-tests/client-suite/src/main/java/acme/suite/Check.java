package acme.suite;

import java.util.Objects;

/** Assertions, without a library. */
final class Check {
    private Check() {}

    static void that(String claim, boolean holds) {
        if (!holds) {
            throw new AssertionError("not true: " + claim);
        }
    }

    static void equal(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": expected <" + expected + "> but was <" + actual + ">");
        }
    }

    /** In milliseconds. */
    static void between(String what, long least, long most, long actual) {
        if (actual < least || actual > most) {
            throw new AssertionError(what + ": expected " + least + " to " + most + " ms but was " + actual);
        }
    }

    /** A good answer from this replica. */
    static void answered(Answer answer, String replica) throws Exception {
        Check.equal("status", 200, answer.status());
        Check.equal("replica", replica, answer.replica());
        Check.that("the body is whole: " + answer.text(), answer.text().endsWith("end\n"));
    }
}
