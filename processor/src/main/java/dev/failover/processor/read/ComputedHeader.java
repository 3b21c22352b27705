package dev.failover.processor.read;

import dev.failover.processor.model.Sourced;
import javax.lang.model.element.ExecutableElement;

/**
 * A header field whose value is what a method returns.
 *
 * @param access the expression that calls it
 */
record ComputedHeader(Sourced name, ExecutableElement method, String access) {}
