package shop;

import dev.failover.annotations.Cookie;
import dev.failover.annotations.Default;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.Field;
import dev.failover.annotations.Form;
import dev.failover.annotations.HTTP;
import dev.failover.annotations.Header;
import dev.failover.annotations.Headers;
import dev.failover.annotations.POST;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@FailoverService(name = "forms")
public interface FormApi {
    @POST("/login/{realm}{?lang}")
    @Form
    String login(
            String realm,
            String user,
            @Field("pass word") String password,
            @Default("1") Integer days,
            @NonNull Boolean remember,
            String lang,
            @Header("X-A") String a,
            @Cookie String c);

    @POST("/many")
    @Form
    @Headers("Content-Type: application/x-www-form-urlencoded; charset=UTF-8")
    String many(List<String> tag, Optional<String> maybe, @Field("n") int number, Map<String, ?> more);

    @HTTP(method = "QUERY", path = "/search")
    @Form
    List<String> search(String q);

    @POST("/nothing")
    @Form
    void nothing();

    @interface NonNull {}
}
