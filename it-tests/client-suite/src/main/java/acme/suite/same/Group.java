package acme.suite.same;

import acme.suite.Setup;
import java.util.Random;

/** How one client is built, and what is done with it. */
final class Group {
    private static final int KINDS = 14;
    private static final int IMPATIENT = 600;
    /** For connections that never come about. */
    private static final int CONNECT = 600;

    private final int kind;

    Group(int number) {
        kind = number % KINDS;
    }

    Setup setup() {
        Setup setup = new Setup().connectMillis(5_000).readMillis(isImpatient() || hasFlaws() ? IMPATIENT : 2_500);
        switch (kind) {
            case 1:
                return setup.followRedirects(false);
            case 2:
                return setup.cookies();
            case 3:
            case 7:
                return setup.credentials("ann", "secret").cookies();
            case 6:
                return setup.connections(1);
            case 8:
                return setup.cookies();
            case 9:
                return setup.http2();
            case 12:
                return setup.connectMillis(CONNECT);
            default:
                return setup;
        }
    }

    /** Scheme and authority of what is asked. */
    String base(Where where) {
        switch (kind) {
            case 8:
                return "https://" + where.secure;
            case 9:
                return "https://" + where.http2;
            case 11:
                return "http://" + where.closed;
            case 12:
                return "http://" + where.silent;
            default:
                return "http://" + where.here;
        }
    }

    /** Whether answers come that are slower than the client is patient. */
    boolean isImpatient() {
        return kind == 4;
    }

    /** Whether the program's own bodies are at fault. */
    boolean hasFlaws() {
        return kind == 10;
    }

    /** Whether it never gets a connection. */
    boolean isUnconnected() {
        return kind == 12;
    }

    /** Whether most requests ask before they send their body. */
    boolean isExpecting() {
        return kind == 13;
    }

    boolean hasCredentials() {
        return kind == 3 || kind == 7;
    }

    boolean hasCookies() {
        return kind == 2 || kind == 3 || kind == 7 || kind == 8;
    }

    Trial.Way way(Random random) {
        int what = random.nextInt(20);
        if (kind == 5 && what < 5 || kind == 9 && what < 1 || isUnconnected() && what < 8) {
            return what % 4 == 0 ? Trial.Way.ABORT : Trial.Way.CANCEL;
        }
        return what < 14 ? Trial.Way.SEND : Trial.Way.START;
    }
}
