package shop;

import dev.failover.annotations.FailoverService;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.*;

@FailoverService
@FeignClient(
        name = "orders",
        url = "${orders.url:localhost}", // warning: FS061 and the default localhost is taken. Write endpoints = ... in the section of the service in config.ini
        fallback = SpringMvc.Offline.class, // warning: FS061 @FeignClient(fallback): it needs Spring at run time, and has no effect. Use dev.failover.annotations.Fallback.
        dismiss404 = true) // warning: FS061 Return Optional, which is empty for 404
interface SpringMvc {
    @GetMapping({
        "/a",
        "/b" // warning: FS061 @GetMapping(value): a request has one, so
    })
    String several();

    @GetMapping(value = "/c", params = "x=1") // warning: FS061 what a server chooses by is not sent. Use @RequestParam.
    String params();

    @GetMapping(value = "/d", headers = "!X-A") // warning: FS061 @GetMapping(headers): what a server chooses by is not sent
    String headers();

    @GetMapping("/e")
    @PostMapping("/e") // error: FS007 twice has @GetMapping and @PostMapping
    String twice();

    class Offline {}
}
