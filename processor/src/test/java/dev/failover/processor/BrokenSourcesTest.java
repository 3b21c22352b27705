package dev.failover.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever does not compile by itself: the compiler says what is wrong, and the processor never fails because of it. */
class BrokenSourcesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                // Types that are not there.
                "@FailoverService(name = \"x\") interface Api extends Missing { @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api extends Missing<String> {}",
                "@FailoverService(name = \"x\") interface Api<T extends Missing> { String get(T t); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") Missing<String> get(); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") java.util.List<Missing[]> get(); }",
                "@FailoverService(name = \"x\") interface Api { String get() throws Missing; }",
                "@FailoverService(name = \"x\") interface Api { @Missing @GET(\"/\") String get(@Missing String a); }",
                "@FailoverService(name = \"x\") interface Api { <T extends Missing> T get(T t); }",
                "@FailoverService(name = \"x\") @Fallback(Missing.class) interface Api { @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api { @Retry(on = Missing.class) @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api { @ErrorMapping(status = 404, exception = Missing.class)"
                        + " @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") String get(@Bean Missing bean); }",
                // Annotations that are not complete, or not right.
                "@FailoverService interface Api { @GET(\"/\") String get(); }",
                "@FailoverService(name = 5) interface Api { @GET(\"/\") String get(); }",
                "@FailoverService(name = Missing.NAME) interface Api { @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\", endpoints = 5) interface Api { @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\", endpoints = {Missing.A, \"http://a\"}) interface Api { @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\", nothing = 1) interface Api { @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") @FailoverService(name = \"y\") interface Api { @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api { @GET String get(); }",
                "@FailoverService(name = \"x\") interface Api { @GET(5) String get(); }",
                "@FailoverService(name = \"x\") interface Api { @GET({\"/a\", \"/b\"}) String get(); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\" + Missing.PATH) String get(); }",
                "@FailoverService(name = \"x\") interface Api { @HTTP String get(); }",
                "@FailoverService(name = \"x\") interface Api { @Headers(5) @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api { @ErrorMapping @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api { @ErrorMapping(status = \"a\", exception = String.class)"
                        + " @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api { @Query(style = Missing.CSV) @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") String get(@Query(style = Style.NONE) String a); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") String get(@Default(1) int a); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") @Timeout(attempt = 5) String get(); }",
                "@FailoverService(name = \"x\") interface Api { @Fallback(method = 5) @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") @Cached(maxEntries = 5) interface Api { @Cached(enabled = Missing.A)"
                        + " @GET(\"/\") Missing get(); }",
                "interface Api { @FailoverService(name = \"x\") String get(); }",
                "@FailoverService(name = \"x\") package shop;",
                // Interfaces that cannot be.
                "@FailoverService(name = \"x\") interface Api extends Api { @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api extends Other { String get(); } interface Other extends Api {}",
                "@FailoverService(name = \"x\") interface Api extends String { @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api extends java.util.List<int> { @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") String get(); @GET(\"/\") String get(); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") String get(String a, String a); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") String get() {} }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") get(); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") java.util.List<String, String> get(); }",
                "@FailoverService(name = \"x\") interface Api { @GET(\"/\") String<String> get(); }",
                "@FailoverService(name = \"x\") interface Api { private String get(); }",
                "@FailoverService(name = \"x\") class Api extends Missing implements Missing { }",
                "@FailoverService(name = \"x\") @interface Api { String value(); }",
                "class Outer { void m() { @FailoverService(name = \"x\") interface Api { @GET(\"/\") String get(); } } }",
                "class Outer<T> { @FailoverService(name = \"x\") class Api {} @FailoverService(name = \"x\") private interface B {} }",
            })
    void isTheCompilersBusiness(String code) {
        Compilation compilation = javac().withProcessors(new FailoverProcessor())
                .compile(JavaFileObjects.forSourceString(
                        "shop.Api",
                        code.endsWith("package shop;")
                                ? "@dev.failover.annotations.FailoverService(name = \"x\") package shop;"
                                : "package shop; import dev.failover.annotations.*; " + code));
        List<String> errors = compilation.errors().stream()
                .map(error ->
                        (error.getSource() == null ? "" : error.getSource().getName()) + " " + error)
                .toList();
        assertThat(errors)
                .noneMatch(error -> error.contains("FS000"))
                .noneMatch(error -> error.contains("\tat "))
                .noneMatch(error -> error.contains("SOURCE_OUTPUT"));
        assertThat(errors.isEmpty()).isEqualTo(compilation.status() == Compilation.Status.SUCCESS);
    }
}
