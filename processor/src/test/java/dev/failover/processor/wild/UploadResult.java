package dev.failover.processor.wild;

/** What an upload is answered with. */
public record UploadResult(int code, String message) {}
