package dev.failover.agent.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.bridge.v1.Bridge;
import io.opentelemetry.javaagent.StandInLoader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The library that an exporter brings along is not woven; the same one of the program is. */
class OtherAgentsTest {
    private static final String CLIENT = "org/apache/http/impl/client/InternalHttpClient";

    @AfterEach
    void remove() {
        for (Place place : Place.values()) {
            Bridge.install(place.ordinal(), null);
        }
    }

    @Test
    void theirLibrariesAreLeftAlone() throws IOException {
        byte[] bytes;
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(CLIENT + ".class")) {
            bytes = in.readAllBytes();
        }
        ClientTransformer transformer = ClientTransformer.ready();
        ClassLoader programs = new URLClassLoader(new URL[0], getClass().getClassLoader());

        assertThat(transformer.transform(programs, CLIENT, null, null, bytes)).isNotNull();
        assertThat(transformer.transform(new StandInLoader(), CLIENT, null, null, bytes))
                .isNull();
    }
}
