/** What may not be generated, and how to say so: one small class for each rule. Never writes a file. */
package dev.failover.processor.check;
