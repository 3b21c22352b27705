package dev.failover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.cache.Selector;
import dev.failover.cache.StoredResponse;
import dev.failover.cache.Times;
import dev.failover.cache.Variants;
import dev.failover.http.Headers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What lies outside of the heap: it comes back as it was, or it does not come back. */
class EntryFormatTest {
    private static final Entry SMALL = new Entry("GET http://orders.example/1", Responses.variants(3, "hello"));

    private static void assertSame(Entry read, Entry written) {
        assertThat(read.key()).isEqualTo(written.key());
        assertThat(read.variants().version()).isEqualTo(written.variants().version());
        assertThat(read.variants().responses()).hasSameSizeAs(written.variants().responses());
        for (int i = 0; i < read.variants().responses().size(); i++) {
            assertSame(
                    read.variants().responses().get(i),
                    written.variants().responses().get(i));
        }
    }

    private static void assertSame(StoredResponse read, StoredResponse written) {
        assertThat(read.status()).isEqualTo(written.status());
        assertThat(read.headers()).isEqualTo(written.headers());
        assertThat(read.body()).isEqualTo(written.body());
        assertThat(fields(read.selector())).isEqualTo(fields(written.selector()));
        assertThat(fields(read.times())).isEqualTo(fields(written.times()));
        assertThat(read.offset()).isEqualTo(written.offset());
        assertThat(read.completeLength()).isEqualTo(written.completeLength());
    }

    private static List<String> fields(Selector selector) {
        List<String> fields = new ArrayList<>(List.of(selector.credentials()));
        for (int i = 0; i < selector.size(); i++) {
            fields.add(selector.name(i));
            fields.add(selector.value(i));
        }
        return fields;
    }

    private static List<Long> fields(Times times) {
        return List.of(times.requestMillis(), times.responseMillis(), times.jvm(), times.responseNanos());
    }

    @Test
    void everyFieldComesBack() {
        StoredResponse part = new StoredResponse(
                206,
                Headers.builder()
                        .add("X-Name", "Grüße, 東京 \uD83D\uDE00")
                        .add("X-Name", "")
                        .add("x-half", "\uD83D")
                        .build(),
                new byte[] {-1, 0, 1, 127, -128},
                new Selector("digest", new String[] {"accept", "accept-language"}, new String[] {null, "de"}),
                new Times(1, -2, Long.MAX_VALUE, Long.MIN_VALUE),
                4_000_000_000L,
                StoredResponse.UNKNOWN);
        Entry entry = new Entry("http://müller.example/東?q=\uDE00", new Variants(-5, List.of(part, Responses.of(""))));
        assertSame(EntryReader.read(EntryWriter.write(entry)), entry);
    }

    @Test
    void asManyResponsesAsAUriMayHave() {
        List<StoredResponse> many = new ArrayList<>(Collections.nCopies(Variants.MOST - 1, Responses.of("x")));
        many.add(Responses.of(new byte[1 << 20]));
        Entry entry = new Entry("k", new Variants(1, many));
        assertSame(EntryReader.read(EntryWriter.write(entry)), entry);
    }

    @Test
    void whateverIsStoredComesBack() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Entry entry = new Entry(Responses.text(random), Responses.random(random));
            // Wherever in a buffer it lies.
            ByteBuffer bytes = EntryWriter.write(entry);
            ByteBuffer elsewhere =
                    ByteBuffer.allocateDirect(bytes.remaining() + 13).position(7);
            elsewhere.put(bytes).flip().position(7);
            assertSame(EntryReader.read(elsewhere), entry);
        }
    }

    @Test
    void aBitThatFlippedIsSeen() {
        byte[] good = EntryWriter.write(SMALL).array();
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertCorrupt(bad, "bit " + bit);
        }
    }

    @Test
    void anEndThatIsMissingOrTooMuchIsSeen() {
        byte[] good = EntryWriter.write(SMALL).array();
        for (int length = 0; length < good.length; length++) {
            assertCorrupt(java.util.Arrays.copyOf(good, length), "length " + length);
        }
        assertCorrupt(java.util.Arrays.copyOf(good, good.length + 1), "one more");
    }

    @Test
    void whatIsOverwrittenIsSeen() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes =
                    EntryWriter.write(new Entry("k", Responses.random(random))).array();
            byte[] before = bytes.clone();
            byte[] other =
                    EntryWriter.write(new Entry("k", Responses.random(random))).array();
            int from = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - from, Math.min(other.length, 1 + random.nextInt(64)));
            System.arraycopy(other, 0, bytes, from, length);
            if (!java.util.Arrays.equals(before, bytes)) {
                assertCorrupt(bytes, "seed " + seed);
            }
        }
    }

    /** A check sum that fits does not make sense of nonsense: every number in it is looked at before it is used. */
    @Test
    void nonsenseWithAGoodChecksumIsSeen() {
        int read = 0;
        for (long seed = 0; seed < 4_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = EntryWriter.write(SMALL).array();
            int at = random.nextInt(EntryFormat.HEAD, bytes.length - EntryFormat.TAIL - 3);
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            buffer.putInt(at, random.nextBoolean() ? random.nextInt() : random.nextInt(100));
            int end = bytes.length - EntryFormat.TAIL;
            buffer.putInt(end, EntryFormat.checksum(buffer, end));
            try {
                EntryReader.read(buffer);
                read++;
            } catch (CorruptEntryException expected) {
                // The only way in which it may fail.
            }
        }
        assertThat(read).as("some of it is no nonsense").isBetween(200, 3_800);
    }

    @Test
    void anotherFormatIsNotRead() {
        ByteBuffer bytes = EntryWriter.write(SMALL);
        bytes.putInt(Integer.BYTES, EntryFormat.FORMAT + 1);
        int end = bytes.limit() - EntryFormat.TAIL;
        bytes.putInt(end, EntryFormat.checksum(bytes, end));
        assertThatThrownBy(() -> EntryReader.read(bytes)).hasMessageContaining("format 2");
    }

    private static void assertCorrupt(byte[] bytes, String where) {
        assertThatThrownBy(() -> EntryReader.read(ByteBuffer.wrap(bytes)))
                .as(where)
                .isInstanceOf(CorruptEntryException.class);
    }
}
