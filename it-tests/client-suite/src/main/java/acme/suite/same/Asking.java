package acme.suite.same;

import acme.suite.Ask;
import acme.suite.Setup;
import java.util.Locale;
import java.util.Random;

/** Chooses requests. */
final class Asking {
    private static final String[] METHODS = {
        "GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "HEAD", "POST", "POST", "POST", "PUT", "PUT", "DELETE",
        "PATCH", "OPTIONS", "TRACE", "REPORT", "PURGE", "get", "QUERY"
    };
    private static final String[] PATHS = {
        "/",
        "",
        "/a",
        "/a/b?x=1",
        "/a%2Fb/c",
        "/a%2fb",
        "/a%20b?c=%20d",
        "/a+b?c+d=e+f",
        "/%C3%A4?%C3%B6=%E2%82%AC",
        "/\u00e4?q=\u20ac",
        "/a;p=1;q=2/b;r",
        "//a//b",
        "/a/../b/./c",
        "/a/b/..",
        "/?",
        "/a?",
        "/a?#part",
        "/a#part",
        "/a?q=%00&r=%0D%0A",
        "/a%00b",
        "/a?q=a%26b&c=%3D&d==&&e",
        "/a?x=1&x=2&x=",
        "/a?x[]=1",
        "/a|b?q={x}",
        "/~u/$-_.!*'(),@:&=",
        "/a?q='x'&r=\"y\"",
        "/%7Eu/%41%42",
        "?x=1",
        "/a?u=http://b.test/c?d",
        "/a b",
        "/%zz",
        "/a\\b",
        "/a:80/b@c",
        "/.",
        "/..",
        "/a^b`c",
    };
    private static final int[] SIZES = {0, 1, 7, 1000, 8191, 8192, 20_000, 65_536, 65_537, 200_000};
    private static final String[][] FIELDS = {
        {"x-lower", "1"},
        {"X-UPPER", "2"},
        {"x-MiXeD-cAsE", "a, b"},
        {"X-Empty", ""},
        {"X-Twice", "1"},
        {"X-Twice", "2"},
        {"x-twice", "3"},
        {"Accept", "*/*"},
        {"accept", "text/plain;q=0.5, application/json"},
        {"Accept-Encoding", "identity"},
        {"Accept-Encoding", "gzip"},
        {"accept-encoding", "br, gzip;q=0.1"},
        {"Accept-Language", "de-AT, de;q=0.8"},
        {"User-Agent", "program/1.0 (test)"},
        {"user-agent", "other"},
        {"Content-Type", "application/json"},
        {"content-type", "text/plain; charset=\"utf-8\""},
        {"Authorization", "Bearer abc.def"},
        {"Cookie", "a=1; b=2"},
        {"Cache-Control", "no-cache"},
        {"Pragma", "no-cache"},
        {"If-None-Match", "\"abc\""},
        {"If-Modified-Since", "Thu, 26 Nov 2026 07:00:00 GMT"},
        {"Range", "bytes=0-9"},
        {"Connection", "close"},
        {"Connection", "keep-alive"},
        {"Referer", "http://a.test/b"},
        {"Origin", "http://a.test"},
        {"TE", "trailers"},
        {"Date", "Thu, 26 Nov 2026 07:00:00 GMT"},
        {"Via", "1.1 a"},
        {"Forwarded", "for=192.0.2.1"},
        {"X-Spaces", "  a  b  "},
        {"X-Tab", "a\tb"},
        {"X-Quoted", "\"a, b\\\"c\""},
        {"X-Latin", "\u00e4\u00f6"},
        {"X-Wide", "\u20ac"},
        {"X-Long", longText()},
        {"Idempotency-Key", "\"8e03978e\""},
        {"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
        {"Bad Name", "1"},
        {"X-Break", "a\r\nX-Injected: 1"},
        {"Host", "virtual.test"},
    };

    /** More than the system takes for who does not read it. */
    private static final byte[] ENDLESS = new byte[16_000_000];

    private static final String[] WITH_BODY = {"POST", "POST", "PUT", "PATCH", "DELETE"};

    private final Random random;

    Asking(Random random) {
        this.random = random;
    }

    private static String longText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append((char) ('a' + i % 26));
        }
        return text.toString();
    }

    /** @param group what the calls of one client are like */
    Ask ask(int number, Group group, Trial.Way way, Where where) {
        Setup setup = group.setup();
        String base = group.base(where);
        boolean flawed = group.hasFlaws() && random.nextInt(3) != 0;
        String[] methods = flawed || group.isExpecting() ? WITH_BODY : METHODS;
        String written = base;
        if (random.nextInt(40) == 0) {
            int end = base.indexOf(':');
            written = base.substring(0, end).toUpperCase(Locale.ROOT) + base.substring(end);
        }
        if (random.nextInt(60) == 0) {
            written = written.replace("//", "//user:word@");
        }
        Ask ask = new Ask(methods[random.nextInt(methods.length)], written + PATHS[random.nextInt(PATHS.length)]);
        boolean after = random.nextBoolean();
        if (!after) {
            ask.header(Trial.FIELD, "" + number);
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            String[] field = FIELDS[random.nextInt(FIELDS.length)];
            ask.header(field[0], field[1]);
        }
        if (after) {
            ask.header(Trial.FIELD, "" + number);
        }
        if (flawed) {
            flawedBody(ask);
        } else if (way.givesUp() && random.nextInt(3) == 0) {
            ask.body(bodyKind(), ENDLESS);
        } else {
            body(ask);
        }
        ask.trailers = number % 3 == 0 && ask.hasBody() && ask.kind != Ask.Body.ONE_SHOT && !isEndless(ask);
        ask.callMillis = setup.readMillis;
        if (ask.hasBody() && random.nextInt(group.isExpecting() ? 2 : 12) == 0) {
            ask.expectContinue();
        }
        return ask;
    }

    /** One that breaks off, or is not as long as announced. */
    private void flawedBody(Ask ask) {
        byte[] bytes = new byte[SIZES[random.nextInt(SIZES.length)]];
        random.nextBytes(bytes);
        int flaw = random.nextInt(6);
        ask.body(flaw > 2 || random.nextBoolean() ? Ask.Body.ONE_SHOT : Ask.Body.ONE_SHOT_CHUNKED, bytes);
        if (flaw <= 3) {
            int[] ends = {0, bytes.length / 2, Math.max(0, bytes.length - 1), bytes.length};
            ask.breaksAt = ends[flaw];
        } else {
            ask.misannounced = flaw == 4 || bytes.length == 0 ? 5 : -1 - random.nextInt(Math.min(3, bytes.length));
        }
    }

    /** Whether it is more than its server reads. */
    static boolean isEndless(Ask ask) {
        return ask.body == ENDLESS;
    }

    private void body(Ask ask) {
        boolean usual = ask.method.startsWith("P") || ask.method.equals("QUERY") || ask.method.equals("REPORT");
        if (random.nextInt(usual ? 10 : 20) > (usual ? 8 : 0)) {
            return;
        }
        byte[] bytes = new byte[SIZES[random.nextInt(SIZES.length)]];
        random.nextBytes(bytes);
        ask.body(bodyKind(), bytes);
    }

    private Ask.Body bodyKind() {
        Ask.Body[] kinds = Ask.Body.values();
        return kinds[1 + random.nextInt(kinds.length - 1)];
    }
}
