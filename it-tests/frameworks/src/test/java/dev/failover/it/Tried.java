package dev.failover.it;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A framework on one of the clients that it rides on: its jars are in {@code target/jars/JARS}, its program is in
 * the folders SOURCES of {@code src/programs}, and the class says on which client.
 */
enum Tried {
    SPRING5_RESTTEMPLATE("HttpURLConnection", "spring5", "spring5", "RestTemplateOnUrl", 8),
    SPRING5_RESTTEMPLATE_APACHE("Apache HttpClient 4", "spring5", "spring5", "RestTemplateOnApache", 8),
    SPRING6_RESTTEMPLATE("HttpURLConnection", "spring6", "spring6", "RestTemplateOnUrl", 17),
    SPRING6_RESTCLIENT("java.net.http", "spring6", "spring6", "RestClientOnJdk", 17),
    SPRING6_RESTCLIENT_APACHE("Apache HttpClient 5", "spring6", "spring6", "RestClientOnApache", 17, Own.REPEATS),
    SPRING6_WEBCLIENT("Reactor Netty 1.2", "spring6", "spring6", "WebClientOnReactor", 17),
    SPRING7_RESTTEMPLATE("HttpURLConnection", "spring7", "spring6", "RestTemplateOnUrl", 17),
    SPRING7_RESTCLIENT("java.net.http", "spring7", "spring6", "RestClientOnJdk", 17),
    SPRING7_RESTCLIENT_APACHE("Apache HttpClient 5", "spring7", "spring6", "RestClientOnApache", 17, Own.REPEATS),
    SPRING7_WEBCLIENT("Reactor Netty 1.3", "spring7", "spring6", "WebClientOnReactor", 17),
    FEIGN("HttpURLConnection", "feign", "feign", "FeignOnUrl", 8),
    FEIGN_OKHTTP("OkHttp 5", "feign", "feign", "FeignOnOkHttp", 8),
    FEIGN_HC5("Apache HttpClient 5", "feign", "feign", "FeignOnApache5", 8, Own.REPEATS),
    RETROFIT2("OkHttp 3", "retrofit2", "retrofit", "RetrofitOnOkHttp", 8),
    RETROFIT3("OkHttp 4", "retrofit3", "retrofit", "RetrofitOnOkHttp", 8),
    JERSEY2("HttpURLConnection", "jersey2", "jaxrs2", "JaxRs", 8),
    JERSEY3("HttpURLConnection", "jersey3", "jaxrs3,jersey3", "JaxRs", 11),
    JERSEY3_APACHE("Apache HttpClient 4", "jersey3", "jaxrs3,jersey3", "JerseyOnApache4", 11),
    JERSEY3_APACHE5("Apache HttpClient 5", "jersey3", "jaxrs3,jersey3", "JerseyOnApache5", 11, Own.REPEATS_READS),
    RESTEASY6("Apache HttpClient 4", "resteasy", "jaxrs3", "JaxRs", 11),
    CXF3("HttpURLConnection", "cxf3", "jaxrs2", "JaxRs", 8),
    CXF4("java.net.http", "cxf4", "jaxrs3", "JaxRs", 17),
    GOOGLE("HttpURLConnection", "google", "google", "GoogleOnUrl", 8),
    GOOGLE_APACHE("Apache HttpClient 4", "google", "google", "GoogleOnApache4", 8),
    ELASTICSEARCH_REST("Apache HttpAsyncClient 4", "elasticsearch-rest", "elasticsearch-rest", "ElasticsearchRest", 8),
    ELASTICSEARCH9("Apache HttpClient 5, asynchronous", "elasticsearch9", "elasticsearch9", "Elasticsearch", 17),
    OPENSEARCH3("Apache HttpClient 5, asynchronous", "opensearch3", "opensearch3", "OpenSearch", 8),
    AWS2("HttpURLConnection", "aws2", "aws2", "AwsOnUrl", 8),
    AWS2_APACHE("Apache HttpClient 4", "aws2", "aws2", "AwsOnApache4", 8),
    AWS2_APACHE5("Apache HttpClient 5", "aws2", "aws2", "AwsOnApache5", 8),
    SOLR8("Apache HttpClient 4", "solr8", "solr8", "SolrOnApache4", 8),
    SOLR9("Jetty 10 with HTTP/2", "solr9", "solr9", "SolrOnJetty", 11),
    SOLR10("Jetty 12 with HTTP/2", "solr10", "solr10", "SolrOnJetty", 17),
    KUBERNETES("OkHttp 5", "kubernetes", "kubernetes", "Kubernetes", 11),
    FABRIC8("java.net.http", "fabric8", "fabric8", "Fabric8OnJdk", 11),
    FABRIC8_OKHTTP("OkHttp 5", "fabric8", "fabric8", "Fabric8OnOkHttp", 11);

    private static final List<Integer> JDKS = List.of(8, 11, 17, 21, 25, 26);
    /** By the jars: a program that is compiled while another one runs it would be read in halves. */
    private static final Map<String, String> CLASS_PATHS = new HashMap<>();

    private final String transport;
    private final String jars;
    private final String sources;
    private final String program;
    private final int lowest;
    private final Own own;

    /** What the client makes of a 503 by itself. */
    private enum Own {
        NOTHING,
        /** Asks once more after a second, whatever the method. */
        REPEATS,
        /** The same, but what it gets to send is a stream that it cannot send again. */
        REPEATS_READS
    }

    Tried(String transport, String jars, String sources, String program, int lowest) {
        this(transport, jars, sources, program, lowest, Own.NOTHING);
    }

    Tried(String transport, String jars, String sources, String program, int lowest, Own own) {
        this.transport = transport;
        this.jars = jars;
        this.sources = sources;
        this.program = program;
        this.lowest = lowest;
        this.own = own;
    }

    /** {@code few} is the Java that most users of each have; {@code all}, or a list of names, every one that can run them. */
    List<Integer> jdks(String chosen) {
        if (chosen.equals("few")) {
            return List.of(lowest == 8 ? 8 : 25);
        }
        boolean wanted =
                chosen.equals("all") || Arrays.asList(chosen.split(",")).contains(id());
        return wanted ? JDKS.stream().filter(version -> version >= lowest).toList() : List.of();
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean speaksHttp2() {
        return transport.endsWith("HTTP/2");
    }

    String program() {
        return "acme.frameworks." + program;
    }

    /** How many requests the client makes of one that is answered 503. */
    int requestsOf503(String method) {
        return own == Own.REPEATS || (own == Own.REPEATS_READS && method.equals("GET")) ? 2 : 1;
    }

    /** Of its program, the suite's own classes not among it. */
    String classPath() {
        synchronized (CLASS_PATHS) {
            return CLASS_PATHS.computeIfAbsent(jars, any -> compile());
        }
    }

    private String compile() {
        Path module = Path.of(Run.property("frameworks.directory"));
        List<Path> path = new ArrayList<>();
        path.add(Path.of(Java.locationOf(acme.frameworks.Main.class)));
        path.addAll(ProgramCompiler.files(module.resolve("target/jars").resolve(jars), ".jar"));
        Path classes = module.resolve("target/programs").resolve(jars);
        List<Path> files = Arrays.stream(sources.split(","))
                .flatMap(folder ->
                        ProgramCompiler.files(module.resolve("src/programs").resolve(folder), ".java").stream())
                .toList();
        ProgramCompiler.compile(lowest, files, path, classes);
        return String.join(
                File.pathSeparator,
                Stream.concat(Stream.of(classes), path.stream())
                        .map(Path::toString)
                        .toList());
    }

    @Override
    public String toString() {
        return id() + " on " + transport;
    }
}
