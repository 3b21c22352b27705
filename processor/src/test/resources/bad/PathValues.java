package shop;

import dev.failover.annotations.*;
import java.util.List;
import java.util.Optional;

@FailoverService(name = "orders")
interface PathValues {
    @GET("/orders/{id}")
    String optional(Optional<String> id); // error: FS014 id is Optional, but {id} must always have a value

    @GET("/orders/{id}")
    String nullable(@Nullable String id); // error: FS014 id is @Nullable

    @GET("/orders/{id}")
    String many(@Path("id") List<String> ids); // error: FS014 ids is List<String>, but {id} is one segment

    @GET("/orders{?id}")
    String fine(Optional<String> id);

    @interface Nullable {}
}
