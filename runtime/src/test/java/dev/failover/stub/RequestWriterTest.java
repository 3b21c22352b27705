package dev.failover.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.codec.Codec;
import dev.failover.codec.CodecException;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
    private static final Operation CREATE =
            Operation.of("OrderApi.create", HttpMethod.POST, "/orders").header("X-Kind", "fixed");

    private static final Codec BROKEN = new Codec() {
        @Override
        public String contentType() {
            return "application/x-broken";
        }

        @Override
        public byte[] encode(Object value, Type type) throws IOException {
            throw new IOException("cannot");
        }

        @Override
        public Object decode(byte[] body, Type type) throws IOException {
            throw new IOException("cannot");
        }
    };

    @Test
    void eachCallStartsAnew() {
        Request changed =
                CREATE.request("/orders").header("x-kind", "mine").query("a", 1).build();
        Request fresh = CREATE.request("/orders").build();
        assertThat(changed.headers().all("X-Kind")).containsExactly("mine");
        assertThat(changed.target()).isEqualTo("/orders?a=1");
        assertThat(fresh.headers().all("X-Kind")).containsExactly("fixed");
        assertThat(fresh.target()).isEqualTo("/orders");
    }

    @Test
    void aListReplacesAFixedFieldAsAWhole() {
        Request request = CREATE.request("/orders")
                .header("X-Kind", Arrays.asList(null, "a", "b"))
                .header(Map.of("X-Map", Arrays.asList("c", "d")))
                .build();
        assertThat(request.headers().all("X-Kind")).containsExactly("a", "b");
        assertThat(request.headers().all("X-Map")).containsExactly("c", "d");
    }

    @Test
    void repeatabilityIsTheOperations() {
        assertThat(CREATE.request("/").build().isIdempotent()).isFalse();
        assertThat(CREATE.idempotent().request("/").build().isIdempotent()).isTrue();
        assertThat(Operation.of("a", HttpMethod.GET, "/").request("/").build().isIdempotent())
                .isTrue();
    }

    @Test
    @SuppressWarnings("NullOptional")
    void emptyAndNullAddNothing() {
        Request request = CREATE.request("/orders")
                .query("a", Optional.empty())
                .query("b", (Optional<?>) null)
                .query("c", (Object[]) null)
                .header("D", Optional.empty())
                .header("E", (Object) null)
                .build();
        assertThat(request.target()).isEqualTo("/orders");
        assertThat(request.headers().size()).isEqualTo(1);
    }

    @Test
    void theUsersOwnTypesWin() {
        Request request = CREATE.request("/orders")
                .header("Content-Type", "application/xml")
                .header("Accept", "text/csv")
                .body("order", "<order/>")
                .accept(BROKEN)
                .build();
        assertThat(request.headers().all("Content-Type")).containsExactly("application/xml");
        assertThat(request.headers().all("Accept")).containsExactly("text/csv");
    }

    @Test
    void saysWhichBodyCouldNotBeWritten() {
        assertThatThrownBy(() -> CREATE.request("/orders").body("order", 5, Integer.class, BROKEN))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith(
                        "cannot write the body of POST /orders (OrderApi.create): java.lang.Integer by ")
                .hasMessageEndingWith(": cannot");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CREATE.request("/orders").body("order", (byte[]) null))
                .withMessage("order is null, but the body of POST /orders (OrderApi.create) needs a value");
    }
}
