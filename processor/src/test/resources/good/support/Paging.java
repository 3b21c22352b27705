package shop;

import dev.failover.annotations.Bean;
import dev.failover.annotations.Cookie;
import dev.failover.annotations.Default;
import dev.failover.annotations.Header;
import dev.failover.annotations.Query;
import java.util.List;

public class Paging<T> {
    public static final int MOST = 100;

    @Default("1")
    public Integer page;

    transient int notSent;
    private T order;

    @Query("sort")
    public T getOrder() {
        return order;
    }

    public static class Filter extends Paging<String> {
        @Header("X-Trace")
        private String trace;

        private String tenant;
        private boolean open;
        private List<String> tags;

        public String getTrace() {
            return trace;
        }

        public String getTenant() {
            return tenant;
        }

        public String getStatus() {
            return "";
        }

        public boolean isOpen() {
            return open;
        }

        public List<String> getTags() {
            return tags;
        }

        @Cookie
        public String session() {
            return "";
        }

        public void setTenant(String value) {
            tenant = value;
        }

        public String getWith(int argument) {
            return "";
        }

        @Bean
        public Inner getInner() {
            return null;
        }
    }

    public static class Inner {
        public long from;
        public char kind;
    }
}
