package acme.suite.same;

import acme.suite.Ask;
import java.util.Arrays;
import java.util.Random;

/** What the server answers in one trial; the same however often it is asked, apart from where a redirect or a challenge is. */
abstract class Answering {
    /** Where the program gives up when it has the head. */
    static final String IN_BODY = "hang in the body";
    /** Where it gives up before it is connected. */
    static final String NO_CONNECTION = "hang before the connection";

    private static final String HOP = "hop=";

    private final String kind;

    Answering(String kind) {
        this.kind = kind;
    }

    /** @param head start line and fields, as they came */
    abstract Reply reply(String target, String head);

    final String kind() {
        return kind;
    }

    /** Whether the last reply is one after which another attempt makes sense. */
    abstract boolean isFailure();

    static Answering chosen(Random random, Group group, Trial.Way way, boolean isLast, Where where, Ask ask) {
        Replies replies = new Replies(random, ask.method);
        if (way.givesUp()) {
            return hanging(replies, random, group, ask);
        }
        if (ask.isFlawed()) {
            return always("flawed body", replies.ok());
        }
        if (isLast) {
            return always("interim", replies.interim());
        }
        if (ask.expectContinue && random.nextInt(3) == 0) {
            return always("refused expectation", replies.refusal());
        }
        if (ask.expectContinue && group.isExpecting()) {
            boolean late = random.nextBoolean();
            return always(late ? "late 100" : "no 100", replies.ok().continuesAfter(late ? 700 : -1));
        }
        if (group.isImpatient() && random.nextInt(6) == 0) {
            return always("too slow", replies.tooSlow());
        }
        int what = random.nextInt(100);
        if (group.hasCredentials() && what < 30 || what < 4) {
            return new Challenging(replies, random);
        }
        if (what < 50 && group.hasCookies()) {
            return always("cookies", replies.withCookies());
        }
        if (what < 18) {
            return new Redirecting(replies, random, where);
        }
        if (what < 24) {
            return always("cut", replies.cut());
        }
        if (what < 28) {
            return always("unreadable", replies.unreadable(ask.hasBody()));
        }
        if (what < 31) {
            return always("slow", replies.slow());
        }
        if (what < 33) {
            return always("followed by more", replies.followed());
        }
        return always("plain", replies.plain());
    }

    /** Does not come to an end; where {@link SameResults} has to wait first, the kind begins with {@link #IN_BODY}. */
    private static Answering hanging(Replies replies, Random random, Group group, Ask ask) {
        boolean afterHead = random.nextBoolean();
        if (group.isUnconnected()) {
            return always(NO_CONNECTION, replies.hanging(false));
        }
        if (Asking.isEndless(ask)) {
            return always("hang in the request", replies.hanging(false).leavesBody());
        }
        if (ask.method.equals("GET") && random.nextInt(3) == 0) {
            Reply last = replies.hanging(afterHead);
            return new Redirecting(
                    afterHead ? IN_BODY + " behind a redirect" : "hang behind a redirect", replies, last);
        }
        return always(afterHead ? IN_BODY : "hang before the head", replies.hanging(afterHead));
    }

    private static Answering always(String kind, Reply reply) {
        return new Answering(kind + " " + reply.status) {
            @Override
            Reply reply(String target, String head) {
                return reply;
            }

            @Override
            boolean isFailure() {
                return isFailure(reply);
            }
        };
    }

    static boolean isFailure(Reply reply) {
        return !reply.isAnswer || reply.status == 502 || reply.status == 503 || reply.status == 504;
    }

    /** Sends the client on, some times or for ever. */
    private static final class Redirecting extends Answering {
        private static final int[] STATUSES = {301, 302, 303, 307, 308, 300, 302, 305};

        private final int status;
        private final int hops;
        private final String[] locations = new String[4];
        private final Replies replies;
        private final Reply last;

        /** Once, to the same server. */
        Redirecting(String kind, Replies replies, Reply last) {
            super(kind);
            this.replies = replies;
            this.last = last;
            status = 302;
            hops = 1;
            Arrays.fill(locations, "/r?hop=");
        }

        Redirecting(Replies replies, Random random, Where where) {
            super("redirect");
            this.replies = replies;
            status = STATUSES[random.nextInt(STATUSES.length)];
            hops = random.nextInt(8) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(3);
            String here = where.here;
            String there = where.there;
            String[] forms = {
                "/r?hop=",
                "/r?hop=",
                "http://" + here + "/abs?hop=",
                "http://" + there + "/other?hop=",
                "//" + here + "/r?hop=",
                "r/s?hop=",
                "?hop=",
                "../up?hop=",
                "/r%20s/%C3%A4?q=%2F&hop=",
                "/r s?hop=",
                "/r?x=1#part&hop=",
                "HTTP://" + here + "/R?hop=",
                "ftp://" + here + "/r?hop=",
                "http://user:word@" + here + "/r?hop=",
                "http://" + there + "?hop=",
                "http://:bad/?hop=",
                "https://" + where.secure + "/s?hop=",
                "http://" + where.closed + "/c?hop=",
                ""
            };
            for (int i = 0; i < locations.length; i++) {
                locations[i] = forms[random.nextInt(forms.length)];
            }
            last = random.nextInt(10) == 0 ? replies.plain() : replies.ok();
        }

        @Override
        Reply reply(String target, String head) {
            int at = target.indexOf(HOP);
            int hop = at < 0
                    ? 0
                    : Integer.parseInt(target.substring(at + HOP.length()).replaceAll("[^0-9].*", ""));
            if (hop >= hops) {
                return last;
            }
            String location = locations[hop % locations.length];
            boolean none = location.isEmpty();
            return replies.redirect(status, none ? null : location + (hops == Integer.MAX_VALUE ? hop % 2 : hop + 1));
        }

        @Override
        boolean isFailure() {
            return isFailure(last);
        }
    }

    /** Wants to know who asks. */
    private static final class Challenging extends Answering {
        private static final String[] CHALLENGES = {
            "Basic realm=\"orders\"",
            "Basic realm=\"orders\"",
            "basic realm=\"orders\", charset=\"UTF-8\"",
            "Digest realm=\"orders\", nonce=\"abcdef0123456789\", qop=\"auth\", algorithm=MD5, opaque=\"0a0b\"",
            "Digest realm=\"orders\", nonce=\"abcdef0123456789\"",
            "Bearer realm=\"orders\"",
            "Unknown x=y",
            ""
        };

        private final Replies replies;
        private final String challenge;
        private final boolean content;
        private final Reply last;

        Challenging(Replies replies, Random random) {
            super("challenge");
            this.replies = replies;
            challenge = CHALLENGES[random.nextInt(CHALLENGES.length)];
            content = random.nextInt(6) != 0;
            last = replies.ok();
        }

        @Override
        Reply reply(String target, String head) {
            boolean known =
                    head.contains("uthorization: Basic YW5uOnNlY3JldA==") || head.contains("uthorization: Digest ");
            return known && content ? last : replies.challenge(challenge);
        }

        @Override
        boolean isFailure() {
            return false;
        }
    }
}
