package dev.failover.bench.stub;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** Interpreted by Spring, on its RestClient. */
interface SpringApi {
    @GetExchange(value = "/orders/{id}", accept = "application/json")
    Order find(
            @PathVariable("id") String id, @RequestParam("view") String view, @RequestHeader("X-Trace") String trace);
}
