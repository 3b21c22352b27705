package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version of a library that is too old is left alone, and whoever attached the agent hears of it. */
class OldLibraryIT {
    @TempDir
    private Path directory;

    @Test
    void okHttp() throws IOException {
        try (Servers servers = new Servers()) {
            Guest.Ended run = Guest.on(17, directory)
                    .agent(servers)
                    .run(
                            "-cp",
                            Sources.classPath(Jars.okHttp(), Sources.CALLS, Sources.OKHTTP),
                            "acme.guest.Main",
                            servers.live(),
                            "2",
                            "OkHttp");
            assertThat(run.out()).containsExactly("OkHttp\tb /OkHttp0", "OkHttp\tb /OkHttp1");
            assertThat(run.unexpected())
                    .singleElement()
                    .asString()
                    .startsWith("failover: FA301 OkHttp (file:")
                    .endsWith("okhttp-3.3.1.jar) is left alone: it has no okhttp3.internal.http.RealInterceptorChain");
        }
    }
}
