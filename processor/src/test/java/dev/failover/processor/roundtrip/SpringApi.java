package dev.failover.processor.roundtrip;

import dev.failover.annotations.FailoverService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What Spring's HTTP interfaces can say. */
@FailoverService(name = "spring")
@HttpExchange(url = "/things", accept = "application/json", headers = "X-Client=web")
public interface SpringApi {
    @GetExchange("/{id}")
    Optional<String> find(@PathVariable String id);

    @GetExchange
    String list(
            @RequestParam Integer page,
            @RequestParam(name = "page-size", defaultValue = "20") Integer size,
            @RequestParam(required = false) List<String> sort,
            @RequestParam(required = false) Map<String, String> more,
            @RequestHeader(name = "X-Trace", required = false) String trace,
            @CookieValue(name = "session", required = false) String session);

    @PostExchange(contentType = "application/vnd.list+json", headers = "X-Client=mobile")
    String create(@RequestBody List<Integer> numbers);

    @PostExchange(value = "/login", contentType = "application/x-www-form-urlencoded")
    String login(@RequestParam("user") String name, @RequestParam Optional<String> next);

    @PostExchange("/upload")
    String upload(@RequestParam boolean small, @RequestPart("file") byte[] content);

    @HttpExchange(method = "QUERY", url = "/search")
    String search(@RequestBody String text);

    @DeleteExchange("/{id}")
    void remove(@PathVariable("id") long number);
}
