/** Interfaces in the shapes in which generators and people write them, for one library each; nothing of ours in them. */
package dev.failover.processor.wild;
