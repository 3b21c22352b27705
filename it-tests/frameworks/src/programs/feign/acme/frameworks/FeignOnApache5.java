package acme.frameworks;

import feign.Feign;
import feign.hc5.ApacheHttp5Client;

public final class FeignOnApache5 extends FeignOnUrl {
    public FeignOnApache5() {
        super(Feign.builder().client(new ApacheHttp5Client()));
    }
}
