package dev.failover.bench.stub;

import feign.Client;
import feign.Feign;
import feign.jackson.JacksonDecoder;
import io.avaje.http.client.HttpClient;
import io.avaje.http.client.JacksonBodyAdapter;
import okhttp3.Call;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;

/** The other clients, each set up as its documentation does, on a transport that is given. No policies: they have none. */
final class Peers {
    private Peers() {}

    static AvajeApi avaje(java.net.http.HttpClient transport) {
        return HttpClient.builder()
                .client(transport)
                .baseUrl(TheCall.BASE)
                .bodyAdapter(new JacksonBodyAdapter(TheCall.mapper()))
                .requestLogging(false)
                .build()
                .create(AvajeApi.class);
    }

    static RetrofitApi retrofit(Call.Factory transport) {
        return new Retrofit.Builder()
                .callFactory(transport)
                .baseUrl(TheCall.BASE)
                .addConverterFactory(JacksonConverterFactory.create(TheCall.mapper()))
                .build()
                .create(RetrofitApi.class);
    }

    static FeignApi feign(Client transport) {
        return Feign.builder()
                .client(transport)
                .decoder(new JacksonDecoder(TheCall.mapper()))
                .target(FeignApi.class, TheCall.BASE);
    }

    /** Spring 7 would take Jackson 3: with Jackson 2 it decodes as everybody else does. */
    @SuppressWarnings("removal")
    static SpringApi spring(ClientHttpRequestFactory transport) {
        RestClient client = RestClient.builder()
                .requestFactory(transport)
                .baseUrl(TheCall.BASE)
                .configureMessageConverters(converters -> converters
                        .registerDefaults()
                        .withJsonConverter(new MappingJackson2HttpMessageConverter(TheCall.mapper())))
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(SpringApi.class);
    }
}
