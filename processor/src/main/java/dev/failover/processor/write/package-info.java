/** From a model without mistakes to source code. Never fails on what a user wrote. */
package dev.failover.processor.write;
