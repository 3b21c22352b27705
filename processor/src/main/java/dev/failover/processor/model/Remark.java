package dev.failover.processor.model;

/**
 * Something of another library that has no counterpart, or not a whole one.
 *
 * @param isError whether the client would not do what the interface says
 * @param what the annotation or type as the user sees it
 * @param why as a clause
 * @param remedy as a clause that begins with a capital
 */
public record Remark(boolean isError, String what, String why, String remedy, Origin origin) {}
