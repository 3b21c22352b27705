package dev.failover.processor.roundtrip;

import dev.failover.annotations.FailoverService;
import java.net.URI;
import java.util.List;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.cloud.openfeign.SpringQueryMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/** What OpenFeign reads of Spring MVC. */
@FailoverService
@FeignClient(value = "mvc", path = "/things")
public interface FeignClientApi {
    @GetMapping("/{id:[0-9]+}")
    String find(@PathVariable("id") String id, @RequestParam("fields") String[] fields, URI base);

    @GetMapping
    String list(@SpringQueryMap Page page);

    @PostMapping(consumes = "application/json", produces = "text/plain")
    String create(List<Integer> numbers);

    @RequestMapping(path = "/all", method = RequestMethod.PATCH, headers = "X-Mode=all")
    String change(String text);

    @DeleteMapping("/{id}")
    void remove(@PathVariable long id);

    /** Its getters are the query. */
    record Page(int number, String order) {}
}
