package shop;

import dev.failover.annotations.FailoverService;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.service.annotation.*;

@FailoverService(name = "orders")
@HttpExchange("/orders")
interface Spring {
    @GetExchange("/{id}") // error: FS011
    String find(@PathVariable("ident") String id); // error: FS012 but @PathVariable says that id goes there. Add {ident} to the path or make it @RequestParam.

    @GetExchange("/a")
    ResponseEntity<List<String>> entity(); // error: FS021 Return List<String>, Response<List<String>>, Optional<List<String>>

    @GetExchange("/a/void")
    ResponseEntity<Void> nothingAtAll(); // error: FS021 which needs Spring at run time. Return void, Response<Void> or CompletionStage<Void>.

    @GetExchange("/b")
    String url(URI url); // error: FS060 it would be the whole URL

    @PostExchange("/c")
    String method(HttpMethod method); // error: FS060 a generated method has one verb

    @PostExchange("/d")
    String upload(@RequestPart("file") MultipartFile file); // error: FS060 only Spring knows how it is sent. Declare byte[], java.io.File

    @GetExchange("/e")
    String attribute(@RequestAttribute("a") String a); // error: FS060 @RequestAttribute has no counterpart in a generated client: nothing is sent for it

    @GetExchange("/f/{id}")
    String maybe(
            @PathVariable(
                            value = "id",
                            required = false) // warning: FS061 @PathVariable(required = false): null is refused all the same
                    String id);

    @PostExchange("/g")
    String body(@RequestBody(required = false) String body); // warning: FS061 @RequestBody(required = false)

    @GetExchange("/h")
    String number(@RequestParam(name = "n", defaultValue = "x") Integer n); // error: FS030 defaultValue = "x" is not an int

    @HttpExchange("/j") // error: FS009 "" on none is no HTTP method
    String none();

    @HttpExchange(method = "GET", url = "/k", headers = "X-A") // error: FS028
    String line();

    @GetExchange(value = "https://b.example/l") // error: FS015
    String absolute();

    @GetExchange("/m{") // error: FS010 "/orders/m{" has an opening brace
    String open();

    @GetExchange("/n")
    String bodied(List<String> filter); // error: FS020 @GetExchange cannot carry a body (parameter filter). Use POST, or @RequestParam for its fields.

    String nothing(); // error: FS005 Give it a verb, such as @GetExchange("/nothing")
}
