package dev.failover.processor.wild;

import java.util.List;

/** What the interfaces are about. */
public record Pet(Long id, String name, List<String> tags) {}
