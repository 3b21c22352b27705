package shop;

import dev.failover.annotations.*;
import java.util.List;

@FailoverService(name = "orders")
interface Beans {
    @GET("/")
    String text(@Bean String filter); // error: FS051 filter is String, which has no members to send

    @GET("/")
    String list(@Bean List<Filter> filters); // error: FS051 filters is List<Beans.Filter>

    @GET("/")
    String empty(@Bean Empty empty); // error: FS051 empty is Beans.Empty

    @GET("/")
    String twice(@Bean @Query Filter filter); // error: FS013 filter has @Query and @Bean

    @GET("/")
    String hidden(@Bean Filter filter);

    @GET("/")
    String endless(@Bean Node node);

    @GET("/{id}")
    String members(@Bean Members members);

    @GET("/")
    @Query("a") // error: FS052 @Query on method does nothing
    String method(String a);

    @GET("/")
    @Default("a") // error: FS052 @Default on fallback does nothing
    String fallback(String a);

    class Filter {
        public String fine;

        @Query // error: FS051 failing of Beans.Filter is annotated, but generated code cannot read it
        public String failing() throws Exception {
            return "";
        }

        @Cookie // error: FS051 shared of Beans.Filter
        public static String shared = "";

        @Query("secret") // error: FS051 secret of Beans.Filter is annotated, but generated code cannot read it
        private String secret;
    }

    class Empty {
        private String secret;
    }

    class Node {
        public String name;

        @Bean // error: FS051 node.next is Beans.Node, which is a @Bean inside itself
        public Node next;
    }

    record Members(
            String id,
            @Default("abc") Integer page, // error: FS030 @Default("abc") is not an int
            @Header("X A") String header, // error: FS028 "X A" is no header name
            @Path("other") String other) {} // error: FS012 {other} is not in "/{id}"
}
