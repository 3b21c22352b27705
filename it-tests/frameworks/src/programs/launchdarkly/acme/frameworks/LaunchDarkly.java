package acme.frameworks;

import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDClient;
import com.launchdarkly.sdk.server.LDConfig;
import java.time.Duration;

/** An SDK that has OkHttp under its own name: fetches its flags once, and prints whether it got them. */
public final class LaunchDarkly {
    private LaunchDarkly() {}

    public static void main(String[] arguments) throws Exception {
        LDConfig config = new LDConfig.Builder()
                .serviceEndpoints(Components.serviceEndpoints().polling(arguments[0]))
                .dataSource(Components.pollingDataSource())
                .events(Components.noEvents())
                .startWait(Duration.ofSeconds(Integer.parseInt(arguments[1])))
                .build();
        try (LDClient client = new LDClient("key", config)) {
            System.out.println("INITIALIZED\t" + client.isInitialized());
        }
        System.exit(0);
    }
}
