/** What an answer from a cache costs, beside the caches of other clients. */
package dev.failover.bench.cache;
