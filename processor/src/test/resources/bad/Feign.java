package shop;

import dev.failover.annotations.FailoverService;
import feign.Body;
import feign.Headers;
import feign.Param;
import feign.QueryMap;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import java.util.Map;

@FailoverService(name = "orders")
@Headers("X-Tenant: {tenant}")
interface Feign {
    @RequestLine("GET /{id}") // error: FS011 {id} in "
    String find(@Param("ident") String id, @Param("tenant") String tenant); // error: FS012 {ident} is not in

    @RequestLine("GET /a")
    String tenantless(); // error: FS060 {tenant} in "X-Tenant: {tenant}" has no counterpart in a generated client: no parameter is its value. Add a parameter @Param("tenant") String tenant.

    @RequestLine("GET /b")
    @Headers({
        "X-B: {a}, {b}", // error: FS060 a header has one variable. Write "X-B: {value}" and pass the whole value.
        "X-A: {a}" // error: FS060 no parameter is its value
    })
    String partial(@Param("tenant") String tenant);

    @RequestLine("POST /c")
    @Body("<a>{a}</a>") // error: FS060 @Body has no counterpart in a generated client: bodies are written by a codec
    String template(@Param("tenant") String tenant);

    @RequestLine("GET /d/{x}?x={x}") // error: FS011
    String both(@Param("x") String x, @Param("tenant") String tenant); // error: FS060 a value goes to one place

    @RequestLine("GET /e?x={x}")
    String expanded(
            @Param(value = "x", expander = Upper.class) String x, // error: FS060 an expander needs Feign at run time
            @Param("tenant") String tenant);

    @RequestLine("GET /l")
    @Headers("X-L: <{l}>")
    String listed(@Param("l") java.util.List<String> l, @Param("tenant") String tenant); // error: FS060 a value within a text is one value

    @RequestLine("GET /f")
    String encoded(
            @QueryMap(encoded = true) Map<String, String> query, // warning: FS061 @QueryMap(encoded = true): values are percent-encoded all the same
            @Param("tenant") String tenant);

    @RequestLine("POST /g")
    String options(Request.Options options, @Param("tenant") String tenant); // error: FS060 time-outs are policies

    @RequestLine("GET /h")
    Response raw(@Param("tenant") String tenant); // error: FS021 raw returns feign.Response, which belongs to another client


    class Upper implements Param.Expander {
        @Override
        public String expand(Object value) {
            return value.toString().toUpperCase();
        }
    }
}
