package dev.failover.codec;

import jakarta.json.bind.JsonbException;
import java.util.Iterator;
import java.util.ServiceLoader;

/** Finds the codec of a generated client. Stateless. */
public final class Codecs {
    private static final String JACKSON = "com.fasterxml.jackson.databind.ObjectMapper";
    private static final String JACKSON_3 = "tools.jackson.databind.json.JsonMapper";
    private static final String GSON = "com.google.gson.Gson";
    private static final String JSONB = "jakarta.json.bind.JsonbBuilder";

    private Codecs() {}

    /**
     * A codec for the interface {@code client}: the first that the interface's class loader finds as a service, else the first of
     * Jackson 2, Jackson 3, Gson and JSON-B that is on the class path.
     *
     * @return a codec, never null
     * @throws IllegalStateException if there is none; the message says what to add
     * @throws java.util.ServiceConfigurationError if a service file names a codec that cannot be made
     */
    public static Codec find(Class<?> client) {
        Iterator<Codec> services =
                ServiceLoader.load(Codec.class, client.getClassLoader()).iterator();
        if (services.hasNext()) {
            return services.next();
        }
        if (isPresent(JACKSON)) {
            return Jackson.create();
        }
        if (isPresent(JACKSON_3)) {
            return Jackson3.create();
        }
        if (isPresent(GSON)) {
            return OfGson.create();
        }
        if (isPresent(JSONB)) {
            return OfJsonb.create(client);
        }
        throw new IllegalStateException(client.getName()
                + " sends or receives objects, but no codec is on the class path. Add one of"
                + " com.fasterxml.jackson.core:jackson-databind, tools.jackson.core:jackson-databind,"
                + " com.google.code.gson:gson and org.eclipse:yasson, or list a dev.failover.codec.Codec of your own in"
                + " META-INF/services/dev.failover.codec.Codec, or give one to create(manager, codec).");
    }

    /** Asked of the loader of the codecs, the one that must resolve the library's classes later. */
    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, Codecs.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** A class of its own, like the others: a verifier may load what {@link Codecs} mentions, and Jackson may be absent. */
    private static final class Jackson {
        static Codec create() {
            return new JacksonCodec();
        }
    }

    private static final class Jackson3 {
        static Codec create() {
            return new Jackson3Codec();
        }
    }

    private static final class OfGson {
        static Codec create() {
            return new GsonCodec();
        }
    }

    private static final class OfJsonb {
        static Codec create(Class<?> client) {
            try {
                return new JsonbCodec();
            } catch (JsonbException noImplementation) {
                throw new IllegalStateException(
                        client.getName()
                                + " sends or receives objects, and of JSON-B only the API is on the class path."
                                + " Add an implementation, such as org.eclipse:yasson.",
                        noImplementation);
            }
        }
    }
}
