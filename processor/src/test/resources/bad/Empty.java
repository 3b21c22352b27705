package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
interface Empty { // warning: FS004 nothing to generate
    default String get() {
        return "";
    }
}
