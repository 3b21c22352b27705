package shop;

import dev.failover.annotations.*;
import java.util.List;
import java.util.Map;

@FailoverService(name = "orders")
interface Texts {
    @GET("/{id}")
    String arrays(
            @Path int[] id, // error: FS031 id is int[], and an array has no text
            byte[] q, // error: FS031 q is byte[]
            @Header("X-A") List<long[]> a, // error: FS031 a is List<long[]>
            Integer[] fine);

    @GET("/")
    String objects(
            Geo geo, // warning: FS031 geo is Texts.Geo, and Texts.Geo has no toString of its own
            @Cookie List<Far> far, // warning: FS031 far is List<Texts.Far>
            Map<String, List<Geo>> map, // warning: FS031 map is Map<String, List<Texts.Geo>>, and Texts.Geo has
            Named fine,
            Object object,
            CharSequence text,
            Point point);

    @POST("/")
    @Form
    String form(Far far); // warning: FS031 far is Texts.Far

    @POST("/")
    @Multipart
    String parts(
            java.io.Reader text, // warning: FS031 text is Reader, and Reader has no toString of its own
            java.io.FileInputStream fine,
            Geo coded);

    @POST("/")
    String body(Geo geo);

    class Geo {}

    class Far extends Geo {}

    class Named extends Geo {
        @Override
        public String toString() {
            return "";
        }
    }

    record Point(int x) {}
}
