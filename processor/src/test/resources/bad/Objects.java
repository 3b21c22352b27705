package shop;

import dev.failover.annotations.*;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@FailoverService(name = "orders")
interface Objects {
    @GET("/")
    String text(@Query(style = Style.DEEP_OBJECT) String filter); // error: FS053 filter is String, which has no names

    @GET("/")
    String number(@Query(style = Style.DEEP_OBJECT) int filter); // error: FS053 filter is int

    @GET("/")
    String list(@Query(style = Style.DEEP_OBJECT) List<Filter> filter); // error: FS053 filter is List<Objects.Filter>

    @GET("/")
    String optional(@Query(style = Style.DEEP_OBJECT) Optional<Level> filter); // error: FS053 filter is Optional<Objects.Level>

    @GET("/")
    String empty(@Query(style = Style.DEEP_OBJECT) Empty filter); // error: FS053 filter is Objects.Empty

    @GET("/")
    String map(@Query(style = Style.DEEP_OBJECT) Map<Integer, String> filter); // error: FS027 filter is Map<Integer, String>

    @GET("/")
    String defaults(@Query(style = Style.DEEP_OBJECT) @Default("1") Filter filter); // error: FS030 filter is Objects.Filter

    @GET("/")
    String endless(@Query(style = Style.DEEP_OBJECT) Node node);

    @GET("/")
    String members(@Query(style = Style.DEEP_OBJECT) Members members);

    @GET("/{filter}") // error: FS011 {filter} in "/{filter}" matches no parameter
    String path(@Query(style = Style.DEEP_OBJECT) Filter filter);

    enum Level {
        LOW
    }

    record Filter(String name) {}

    class Empty {
        private String secret;
    }

    record Node(String name, Node next) {} // error: FS051 node.next is Objects.Node, which holds itself

    class Members {
        @Header // error: FS013 members.trace has @Header and style = DEEP_OBJECT around it
        public String trace;

        @Default("x") // error: FS030 @Default("x") is not an int
        public int page;

        public Map<Integer, String> map; // error: FS027 members.map is Map<Integer, String>

        @Query(style = Style.DEEP_OBJECT) // error: FS053 members.level is Objects.Level
        public Level level;

        public byte[] bytes; // error: FS031 members.bytes is byte[]

        @Query // error: FS051 hidden of Objects.Members is annotated
        private String hidden;
    }
}
