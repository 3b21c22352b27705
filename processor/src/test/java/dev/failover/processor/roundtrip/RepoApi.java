package dev.failover.processor.roundtrip;

import dev.failover.annotations.FailoverService;

/** A generic interface without anything else. */
@FailoverService(name = "repo")
public interface RepoApi<T extends Comparable<T>> {
    T largest(T one, T other);
}
