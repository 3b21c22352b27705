package acme.suite;

import java.util.Objects;

/** Assertions, without a library. */
final class Check {
    private Check() {}

    static void that(String claim, boolean holds) {
        if (!holds) {
            throw new AssertionError("not true: " + brief(claim));
        }
    }

    static void equal(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": expected <" + brief(expected) + "> but was <" + brief(actual) + ">");
        }
    }

    private static String brief(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 1500 ? text : text.substring(0, 1500) + "... (" + text.length() + " characters)";
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
