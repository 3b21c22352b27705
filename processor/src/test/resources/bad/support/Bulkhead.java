package org.eclipse.microprofile.faulttolerance;

/** As MicroProfile has it. */
public @interface Bulkhead {
    int value();
}
