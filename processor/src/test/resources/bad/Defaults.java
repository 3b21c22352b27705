package shop;

import dev.failover.annotations.*;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

@FailoverService(name = "orders")
interface Defaults {
    @GET("/")
    String numbers(
            @Default("abc") Integer a, // error: FS030 @Default("abc") is not an int. Write "1".
            @Default("1.5") Long b, // error: FS030 is not a long
            @Default("300") Byte c, // error: FS030 is not a byte
            @Default("NaN") Double d, // error: FS030 is not a double
            @Default("") Optional<Integer> e, // error: FS030 is not an int
            @Default("1") Short fine);

    @GET("/")
    String others(
            @Default("yes") Boolean a, // error: FS030 is not a boolean
            @Default("ab") Character b, // error: FS030 is not one character
            @Default("FORTNIGHTS") TimeUnit c, // error: FS030 is not a constant of TimeUnit. Write one of NANOSECONDS
            @Default("1-1-1-1-1") UUID d, // error: FS030 is not a UUID
            @Default("31.01.2026") LocalDate e, // error: FS030 is not a LocalDate
            @Default("") String fine);

    @GET("/")
    String unchecked(
            @Default("a") List<String> a, // error: FS030 a is List<String>, for which no text can be checked
            @Default("a") Map<String, String> b, // error: FS030 b is Map<String, String>
            @Default("a") Object c); // error: FS030 c is Object

    @POST("/")
    String body(@Body @Default("a") String a); // error: FS030 so it can have no @Default

    @GET("/")
    String primitive(@Default("one") int page); // error: FS030 @Default("one") is not an int
}
