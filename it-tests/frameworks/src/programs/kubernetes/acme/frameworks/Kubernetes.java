package acme.frameworks;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.util.Config;

/** The official client. */
public final class Kubernetes implements Framework {
    @Override
    public Answer get(String base, String path) throws ApiException {
        return answer(api(base).readNamespacedConfigMap("seven", "things").execute());
    }

    @Override
    public Answer post(String base, String path, String word) throws ApiException {
        V1ConfigMap map = new V1ConfigMap().metadata(new V1ObjectMeta().name(word));
        return answer(api(base).createNamespacedConfigMap("things", map).execute());
    }

    private static CoreV1Api api(String base) {
        return new CoreV1Api(Config.fromUrl(base, false));
    }

    private static Answer answer(V1ConfigMap map) {
        return Answer.ok(map.getMetadata().getName());
    }
}
