package shop;

import dev.failover.annotations.Default;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.Multipart;
import dev.failover.annotations.POST;
import dev.failover.annotations.PUT;
import dev.failover.annotations.Part;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

@FailoverService(name = "parts")
public interface MultipartApi {
    @POST("/upload/{id}")
    @Multipart
    String upload(
            String id,
            String note,
            int number,
            @Default("DAYS") TimeUnit unit,
            @Part(value = "image", fileName = "a.png", contentType = "image/png") byte[] bytes,
            File file,
            @Part(contentType = "text/csv") Path table,
            @Part(fileName = "stream.bin") InputStream stream,
            List<File> more,
            Optional<String> maybe,
            @Part Map<String, byte[]> named,
            Map<String, List<File>> files);

    @PUT("/coded")
    @Multipart
    void coded(
            Item item,
            List<Item> items,
            @Part(contentType = "application/vnd.shop+json") Item typed,
            Optional<List<Item>> maybe,
            String... tags);
}
