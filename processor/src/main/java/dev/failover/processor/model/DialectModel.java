package dev.failover.processor.model;

import java.util.List;

/**
 * What there is to say of the annotations that an interface is written in.
 *
 * @param prefix what the paths of its methods begin with; empty for nothing
 * @param prefixTemplate the same, taken apart
 * @param mix where the interface speaks two; empty when it does not
 * @param remarks what cannot be translated, of the interface
 */
public record DialectModel(
        Vocabulary vocabulary, Sourced prefix, UrlTemplate prefixTemplate, List<Sourced> mix, List<Remark> remarks) {}
