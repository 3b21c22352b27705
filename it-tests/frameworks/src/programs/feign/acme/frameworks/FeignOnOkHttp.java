package acme.frameworks;

import feign.Feign;
import feign.okhttp.OkHttpClient;

public final class FeignOnOkHttp extends FeignOnUrl {
    public FeignOnOkHttp() {
        super(Feign.builder().client(new OkHttpClient()));
    }
}
