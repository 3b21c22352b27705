package shop;

import dev.failover.annotations.FailoverService;
import java.net.URI;
import java.util.List;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.cloud.openfeign.SpringQueryMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

@FailoverService
@FeignClient(name = "cloud-items", url = "a.example", path = "/v1")
public interface FeignClientApi {
    @GetMapping(path = "/items/{id:[0-9]+}", produces = "application/json")
    Item find(@PathVariable("id") long id, URI base);

    @GetMapping("/items")
    List<Item> list(@SpringQueryMap Page page, @RequestParam("q") String q);

    @PostMapping(value = "/items", consumes = "application/json", headers = "X-Source=web")
    void create(Item item);

    @RequestMapping(method = RequestMethod.DELETE, value = "/items/{id}")
    void remove(@PathVariable("id") long id);

    /** Its getters are the query. */
    class Page {
        private int number;

        public int getNumber() {
            return number;
        }
    }
}
