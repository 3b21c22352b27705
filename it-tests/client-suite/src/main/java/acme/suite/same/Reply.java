package acme.suite.same;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the server writes for one request, byte by byte, with pauses, and what becomes of the connection then. */
public final class Reply {
    /** What becomes of the connection. */
    public enum End {
        KEEP,
        CLOSE,
        RESET,
        /** Nothing more comes until the client closes it. */
        HANG
    }

    /** One of the two. */
    public static final class Step {
        public final byte[] bytes;
        public final int pauseMillis;

        private Step(byte[] bytes, int pauseMillis) {
            this.bytes = bytes;
            this.pauseMillis = pauseMillis;
        }
    }

    /** Before the head it is none: no bytes, an unreadable head, or an end in the middle of it. */
    final boolean isAnswer;

    final int status;
    private final List<Step> steps = new ArrayList<>();
    private End end = End.KEEP;
    private boolean refusesBody;
    private boolean leavesBody;
    private int continueMillis;

    Reply(int status, boolean isAnswer) {
        this.status = status;
        this.isAnswer = isAnswer;
    }

    Reply write(byte[] bytes) {
        steps.add(new Step(bytes, 0));
        return this;
    }

    Reply write(String text) {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Reply pause(int millis) {
        steps.add(new Step(new byte[0], millis));
        return this;
    }

    Reply end(End how) {
        end = how;
        return this;
    }

    /** Answers an expectation at once by this, and not by 100. */
    Reply refusesBody() {
        refusesBody = true;
        return this;
    }

    /** Does not read the body, for so long as anybody waits. */
    Reply leavesBody() {
        leavesBody = true;
        return this;
    }

    /** Lets a client that expects something wait; for ever if it is negative. */
    Reply continuesAfter(int millis) {
        continueMillis = millis;
        return this;
    }

    public List<Step> steps() {
        return steps;
    }

    public End end() {
        return end;
    }

    public boolean isLeavingBody() {
        return leavesBody;
    }

    /** When to let a client go on that expects something; never if it is negative. */
    public int continueMillis() {
        return continueMillis;
    }

    /** Whether the client may go elsewhere with the same request. */
    public boolean isRedirect() {
        return status / 100 == 3;
    }

    public boolean isRefusingBody() {
        return refusesBody;
    }
}
