package shop;

import dev.failover.annotations.Cached;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.Retry;
import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

@FailoverService(name = "spring-items")
@HttpExchange(
        url = "https://a.example/v1/items",
        accept = {"application/json", "application/problem+json"},
        contentType = "application/json",
        headers = "X-Client=web")
@Retry(maxAttempts = "2")
public interface SpringApi {
    @GetExchange("/{id}")
    @Cached
    Optional<Item> find(@PathVariable long id);

    @GetExchange
    List<Item> list(
            @RequestParam Integer page,
            @RequestParam(name = "page-size", defaultValue = "20") Integer size,
            @RequestParam(value = "sort", required = false) List<String> sorts,
            @RequestParam Map<String, String> filters,
            @RequestHeader("X-Trace") String trace,
            @RequestHeader(required = false) String tenant,
            @CookieValue(required = false) String session);

    @PostExchange(headers = {"X-Client=mobile", "X-Source=${source:none}"})
    CompletableFuture<Item> create(@RequestBody Item item);

    @HttpExchange(method = "PUT", value = "{id}/login", contentType = "application/x-www-form-urlencoded")
    void login(@PathVariable("id") long id, @RequestParam String user, @RequestParam String password);

    @PostExchange("/{id}/image")
    String upload(@PathVariable long id, @RequestParam boolean small, @RequestPart("image") File image);

    @Text("/{id}/note")
    String note(@PathVariable long id);

    /** Made of another. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @HttpExchange(method = "GET", accept = "text/plain")
    @interface Text {
        String value();
    }
}
