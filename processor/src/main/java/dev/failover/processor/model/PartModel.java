package dev.failover.processor.model;

/**
 * What is known of a part beside its value.
 *
 * @param fileName empty for the usual one
 * @param contentType empty for the usual one
 * @param isCoded whether the codec writes it
 */
public record PartModel(Sourced fileName, Sourced contentType, boolean isCoded) {}
