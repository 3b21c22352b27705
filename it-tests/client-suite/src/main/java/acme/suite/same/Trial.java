package acme.suite.same;

import acme.suite.Ask;
import acme.suite.Setup;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * One call: what the program asks and what the server answers. Made from its number alone, so that program and server have
 * the same without talking about it. Calls of one {@link #group} are made one after the other by one client.
 */
public final class Trial {
    /** The field by which the server knows of which trial a request is. */
    public static final String FIELD = "X-Trial";

    /** So many are made by one client. */
    public static final int OF_GROUP = 25;

    private static final long SEED = 20261126;
    private static final Set<String> IDEMPOTENT =
            new HashSet<>(Arrays.asList("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"));

    /** How the program makes the call. */
    public enum Way {
        SEND,
        /** Without waiting, and told by a callback; {@link #SEND} where the client has no such thing. */
        START,
        /** Started, and given up once the server has the request. */
        CANCEL,
        /** The same from another thread, of a call that waits. */
        ABORT;

        /** Whether the program does not wait for the end. */
        public boolean givesUp() {
            return this == CANCEL || this == ABORT;
        }
    }

    public final int number;
    public final Way way;
    /** Its URL begins with a slash or with what follows the authority at once. */
    public final Ask ask;

    private final Answering answering;

    public Trial(int number, Where where) {
        this.number = number;
        Random random = new Random(SEED + number * 7919L);
        Group group = new Group(number / OF_GROUP);
        way = group.way(random);
        ask = new Asking(random).ask(number, group, way, where);
        answering = Answering.chosen(random, group, way, number % OF_GROUP == OF_GROUP - 1, where, ask);
    }

    /** How the client of a group is built. */
    public static Setup setup(int group) {
        return new Group(group).setup();
    }

    /** @param head start line and fields, as they came */
    public Reply reply(String target, String head) {
        return answering.reply(target, head);
    }

    /** In one word, what the server does. */
    public String kind() {
        return answering.kind();
    }

    /**
     * Whether it may be sent twice, as far as anybody can tell who knows nothing of its meaning.
     *
     * @param sent the method as the client has sent it
     */
    public boolean isIdempotent(String sent) {
        return IDEMPOTENT.contains(sent)
                || ask.headers.stream()
                        .anyMatch(header -> header[0].toLowerCase(Locale.ROOT).equals("idempotency-key"));
    }

    /** Whether the first endpoint fails so that another attempt is worth it: the server must not care how often it is asked. */
    public boolean isFailure() {
        return answering.isFailure();
    }

    @Override
    public String toString() {
        return "trial " + number + " (" + way + " " + ask.method + " " + ask.url + " " + ask.kind + " "
                + ask.body.length + (ask.trailers ? " trailers" : "") + ", " + kind() + ")";
    }
}
