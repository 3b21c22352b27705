package dev.failover.codec;

import java.util.Iterator;
import java.util.ServiceLoader;

/** Finds the codec of a generated client. Stateless. */
public final class Codecs {
    private static final String JACKSON = "com.fasterxml.jackson.databind.ObjectMapper";

    private Codecs() {}

    /**
     * A codec for the interface {@code client}: the first that the interface's class loader finds as a service, else {@link
     * JacksonCodec} when Jackson is on the class path.
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
        throw new IllegalStateException(client.getName()
                + " sends or receives objects, but no codec is on the class path. Add"
                + " com.fasterxml.jackson.core:jackson-databind, or list a dev.failover.codec.Codec of your own in"
                + " META-INF/services/dev.failover.codec.Codec, or give one to create(manager, codec).");
    }

    /** Asked of the loader of {@link JacksonCodec}, the one that must resolve Jackson's classes later. */
    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, Codecs.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** A class of its own: a verifier may load what {@link Codecs} mentions, and Jackson may be absent. */
    private static final class Jackson {
        static Codec create() {
            return new JacksonCodec();
        }
    }
}
