package shop;

import dev.failover.annotations.Bean;
import dev.failover.annotations.Default;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.Query;
import dev.failover.annotations.Style;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

@FailoverService(name = "objects")
public interface ObjectApi {
    @GET("/orders{?page,filter}")
    String find(@Query(style = Style.DEEP_OBJECT) Filter filter, int page);

    @GET("/orders?f={filter}")
    String maps(
            @Query(style = Style.DEEP_OBJECT) Map<String, ?> filter,
            @Query(value = "more", style = Style.DEEP_OBJECT) Map<String, Map<String, List<Integer>>> rest);

    @GET("/orders")
    String optional(
            @Query(style = Style.DEEP_OBJECT) Optional<Size> size,
            @NonNull @Query(style = Style.DEEP_OBJECT) Size limit);

    @GET("/orders")
    String inBean(@Bean Search search);

    class Search {
        public String q;

        @Query(style = Style.DEEP_OBJECT)
        public Size size;
    }

    class Filter {
        public String name;
        public char kind;

        @Default("1")
        public Integer page;

        @Query(style = Style.CSV)
        public List<String> tags;

        @Query("max_age")
        private Optional<Double> age;

        public Map<String, Object> more;

        public TimeUnit[] units;

        public Size getSize() {
            return null;
        }

        @Bean
        public Named named;

        public Named text;

        public Optional<Double> getAge() {
            return age;
        }
    }

    class Size {
        public long min;
        public Long max;
    }

    class Named {
        public String first;

        @Override
        public String toString() {
            return first;
        }
    }

    @interface NonNull {}
}
