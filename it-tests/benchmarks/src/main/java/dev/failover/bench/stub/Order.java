package dev.failover.bench.stub;

import java.util.List;

/** What every subject decodes. */
public record Order(
        String id, String customer, String status, long cents, String currency, boolean paid, List<String> items) {}
