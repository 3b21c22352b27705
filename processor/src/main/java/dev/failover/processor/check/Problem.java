package dev.failover.processor.check;

import dev.failover.processor.model.Origin;

/** Something to tell the user, and where. */
public record Problem(Message message, String text, Origin origin) {}
