/** What an interface says, as values: nothing here reads, judges or writes. */
package dev.failover.processor.model;
