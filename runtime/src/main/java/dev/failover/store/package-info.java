/**
 * Where the cache keeps its entries: Ehcache on the heap, outside of it and on a disk. The only package that knows Ehcache, which
 * nobody loads before a store is opened.
 */
package dev.failover.store;
