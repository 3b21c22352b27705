package dev.failover.bench.compile;

import java.util.List;

/** The same interface in the words of a library. */
enum Vocabulary {
    OURS("ours", "Failover.class", "failover-annotations", "failover-runtime") {
        @Override
        String source(int number) {
            return """
                    package bench.ours;

                    import bench.Item;
                    import dev.failover.annotations.*;
                    import java.util.List;

                    @FailoverService(name = "items", endpoints = "https://items.example")
                    public interface Items%1$d {
                        @GET("/v%1$d/items/{id}")
                        Item find(String id);

                        @GET("/v%1$d/items")
                        List<Item> list(@Query("status") String status, @Query("page") int page);

                        @GET("/v%1$d/items/{id}/parts/{part}")
                        Item part(String id, long part);

                        @GET("/v%1$d/search")
                        List<Item> search(@Query("q") String words, @Header("X-Trace") String trace);

                        @GET("/v%1$d/items/{id}/name")
                        String name(String id);

                        @POST("/v%1$d/items")
                        Item create(Item item);

                        @PUT("/v%1$d/items/{id}")
                        Item replace(String id, Item item);

                        @PATCH("/v%1$d/items/{id}")
                        void change(String id, Item item);

                        @POST("/v%1$d/items/{id}/copies")
                        void copy(String id, @Query("count") int count);

                        @DELETE("/v%1$d/items/{id}")
                        void remove(String id);
                    }
                    """.formatted(number);
        }
    },
    AVAJE("avaje", "HttpClient.class", "avaje-http-api", "avaje-http-client") {
        @Override
        String source(int number) {
            return """
                    package bench.avaje;

                    import bench.Item;
                    import io.avaje.http.api.*;
                    import java.util.List;

                    @Client
                    public interface Items%1$d {
                        @Get("/v%1$d/items/{id}")
                        Item find(String id);

                        @Get("/v%1$d/items")
                        List<Item> list(@QueryParam("status") String status, @QueryParam("page") int page);

                        @Get("/v%1$d/items/{id}/parts/{part}")
                        Item part(String id, long part);

                        @Get("/v%1$d/search")
                        List<Item> search(@QueryParam("q") String words, @Header("X-Trace") String trace);

                        @Get("/v%1$d/items/{id}/name")
                        String name(String id);

                        @Post("/v%1$d/items")
                        Item create(Item item);

                        @Put("/v%1$d/items/{id}")
                        Item replace(String id, Item item);

                        @Patch("/v%1$d/items/{id}")
                        void change(String id, Item item);

                        @Post("/v%1$d/items/{id}/copies")
                        void copy(String id, @QueryParam("count") int count);

                        @Delete("/v%1$d/items/{id}")
                        void remove(String id);
                    }
                    """.formatted(number);
        }
    };

    /** What both send and get. */
    static final String ITEM = """
            package bench;

            public class Item {
                public String id;
                public String name;
                public long cents;
            }
            """;

    private final String folder;
    private final String generated;
    private final List<String> artifacts;

    Vocabulary(String folder, String generated, String... artifacts) {
        this.folder = folder;
        this.generated = generated;
        this.artifacts = List.of(artifacts);
    }

    abstract String source(int number);

    /** Of its sources, and the name of its processor. */
    String folder() {
        return folder;
    }

    /** The names of jars that its users compile against begin with these. */
    List<String> artifacts() {
        return artifacts;
    }

    /** How the name of a generated class file ends. */
    String generated() {
        return generated;
    }
}
