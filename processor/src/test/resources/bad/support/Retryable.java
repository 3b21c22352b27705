package org.springframework.resilience.annotation;

/** As Spring has it. */
public @interface Retryable {
    int maxRetries();
}
