/**
 * What a person writes on an interface so that the Failover processor generates a client for it. All of them are read by
 * the compiler only and cost nothing at run time.
 *
 * <p>What needs no annotation on a parameter: one whose name stands in the path template, {@code {id}} or {@code
 * {?page}}, is bound to it; on a verb without a body every other one becomes a query parameter; on {@code POST}, {@code
 * PUT} and {@code PATCH} the one that is left over is the body, or, with {@code @Form} or
 * {@code @Multipart}, all that are left over are its fields or parts.
 */
package dev.failover.annotations;
