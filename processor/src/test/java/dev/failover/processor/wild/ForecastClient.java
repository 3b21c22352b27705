package dev.failover.processor.wild;

import java.util.List;
import java.util.Map;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.cloud.openfeign.SpringQueryMap;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/** As people write clients of a weather service for Spring Cloud OpenFeign. */
@FeignClient(
        name = "forecast",
        url = "${forecast.url:https://api.example.com}",
        configuration = ForecastClient.Config.class)
public interface ForecastClient {
    /** It would bring interceptors. */
    final class Config {}

    @GetMapping(value = "/v1/forecast", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> forecast(
            @RequestParam("latitude") double latitude,
            @RequestParam("longitude") double longitude,
            @RequestParam(value = "hourly", required = false) List<String> hourly);

    @RequestMapping(method = RequestMethod.GET, value = "/v1/stations/{id}")
    Map<String, Object> station(@PathVariable("id") String id, @RequestHeader("X-Api-Key") String key);

    @GetMapping("/v1/archive")
    Map<String, Object> archive(@SpringQueryMap Period period);

    @PostMapping(value = "/v1/alerts", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> subscribe(@RequestBody Map<String, String> alert);

    /** From when till when. */
    class Period {
        private final String start;
        private final String end;

        public Period(String start, String end) {
            this.start = start;
            this.end = end;
        }

        public String getStart() {
            return start;
        }

        public String getEnd() {
            return end;
        }
    }
}
