package org.springframework.resilience.annotation;

/** As Spring has it. */
public @interface ConcurrencyLimit {
    int value();
}
