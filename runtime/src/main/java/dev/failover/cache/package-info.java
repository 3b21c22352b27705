/**
 * The cache: what HTTP says about using a response again (RFC 9111, RFC 5861, RFC 9211, RFC 9213), decided without any I/O, and
 * the seam to the store that keeps the entries.
 */
package dev.failover.cache;
