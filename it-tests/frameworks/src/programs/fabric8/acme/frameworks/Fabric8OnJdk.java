package acme.frameworks;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/** Without its own retries. */
public class Fabric8OnJdk implements Framework {
    private final HttpClient.Factory http;

    public Fabric8OnJdk() {
        this(new JdkHttpClientFactory());
    }

    Fabric8OnJdk(HttpClient.Factory http) {
        this.http = http;
    }

    @Override
    public Answer get(String base, String path) {
        try (KubernetesClient client = client(base)) {
            return answer(
                    client.configMaps().inNamespace("things").withName("seven").get());
        }
    }

    @Override
    public Answer post(String base, String path, String word) {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(word)
                .endMetadata()
                .build();
        try (KubernetesClient client = client(base)) {
            return answer(
                    client.configMaps().inNamespace("things").resource(map).create());
        }
    }

    private KubernetesClient client(String base) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(base)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(http)
                .build();
    }

    private static Answer answer(ConfigMap map) {
        return Answer.ok(map.getMetadata().getName());
    }
}
