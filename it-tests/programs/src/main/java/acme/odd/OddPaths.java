package acme.odd;

import java.util.Random;

/** Paths of the odd server. */
public final class OddPaths {
    private static final String[] HEALTHY = {
        "/ok/0",
        "/ok/5",
        "/ok/5?q=%20x&y=a+b",
        "/ok/70000",
        "/ok/2000000",
        "/chunked/0",
        "/chunked/5",
        "/chunked/50000",
        "/slow/5",
        "/late/20",
        "/echo/x",
        "/echo/x",
        "/echo/x",
        "/old/0",
        "/old/300",
        "/last/10",
        "/nothing/204",
        "/nothing/304",
        "/status/200",
        "/status/201",
        "/status/400",
        "/status/404",
        "/status/405",
        "/status/410",
        "/status/500",
        "/bare/500",
        "/bare/404",
        "/status/418",
        "/bare/429",
        "/since/x",
        "/redirect/301/here",
        "/redirect/302/here",
        "/redirect/303/here",
        "/redirect/307/here",
        "/redirect/308/here",
        "/redirect/302/there",
        "/redirect/307/there",
        "/redirect/302/loop",
        "/redirect/302/bad",
        "/redirect/302/none",
        "/redirect/301/refused",
        "/redirect/302/other",
        "/redirect/303/there",
        "/secret/x",
        "/cookie/1",
        "/cookie/2",
        "/gzip/x",
        "/many/30",
        "/status/206",
        "/status/300",
        "/status/305",
        "/status/999",
        "/unknown",
        "/refuse/x",
        "/ok/5#frag",
        "/ok/5/../x%2Fy",
        "/badlength/x",
        "/cut/10",
        "/cut/3000",
        "/cutchunk/x"
    };

    private static final String[] FAULTY = {
        "/close/x", "/reset/x", "/garbage/x", "/status/503", "/bare/502", "/status/504", "/redirect/302/dead"
    };

    private OddPaths() {}

    public static String healthy(Random random) {
        return HEALTHY[random.nextInt(HEALTHY.length)];
    }

    public static String any(Random random) {
        return random.nextInt(5) == 0 ? FAULTY[random.nextInt(FAULTY.length)] : healthy(random);
    }
}
