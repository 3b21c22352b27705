package dev.failover.processor.model;

/** A text and where it stands. */
public record Sourced(String text, Origin origin) {}
