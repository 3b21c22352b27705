package acme.frameworks;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;

public final class Fabric8OnOkHttp extends Fabric8OnJdk {
    public Fabric8OnOkHttp() {
        super(new OkHttpClientFactory());
    }
}
