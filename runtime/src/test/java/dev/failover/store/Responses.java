package dev.failover.store;

import dev.failover.cache.Selector;
import dev.failover.cache.StoredResponse;
import dev.failover.cache.Times;
import dev.failover.cache.Variants;
import dev.failover.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What tests store. */
final class Responses {
    private static final Selector ALWAYS = new Selector("", new String[0], new String[0]);

    private Responses() {}

    static StoredResponse of(String body) {
        return of(body.getBytes(StandardCharsets.UTF_8));
    }

    static StoredResponse of(byte[] body) {
        return new StoredResponse(
                200,
                Headers.builder()
                        .add("Content-Type", "text/plain")
                        .add("ETag", "\"" + body.length + "\"")
                        .build(),
                body,
                ALWAYS,
                new Times(1_000, 1_010, 7, 99),
                0,
                body.length);
    }

    static Variants variants(long version, String body) {
        return new Variants(version, List.of(of(body)));
    }

    static Variants variants(long version, byte[] body) {
        return new Variants(version, List.of(of(body)));
    }

    static String body(Variants variants) {
        return new String(variants.responses().get(0).body(), StandardCharsets.UTF_8);
    }

    /** Everything that a response can have, by chance. */
    static Variants random(SplittableRandom random) {
        List<StoredResponse> responses = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? Variants.MOST : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Headers.Builder headers = Headers.builder();
            for (int header = random.nextInt(5); header > 0; header--) {
                headers.add("X-" + header, text(random));
            }
            int selecting = random.nextInt(3);
            String[] names = new String[selecting];
            String[] values = new String[selecting];
            for (int name = 0; name < selecting; name++) {
                names[name] = "accept-" + name;
                values[name] = random.nextBoolean() ? null : text(random);
            }
            byte[] body = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(200)];
            random.nextBytes(body);
            responses.add(new StoredResponse(
                    random.nextInt(100, 600),
                    headers.build(),
                    body,
                    new Selector(text(random), names, values),
                    new Times(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
                    random.nextLong(1_000),
                    random.nextBoolean() ? StoredResponse.UNKNOWN : random.nextLong(1L << 40)));
        }
        return new Variants(random.nextLong(), responses);
    }

    /** Of one byte a char or of two, with what is no letter at all among them, but no line break. */
    static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int most = random.nextBoolean() ? 0xFF : 0xFFFF;
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) random.nextInt(' ', most + 1));
        }
        return text.toString();
    }
}
