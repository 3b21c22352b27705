/** From the compiler's view of an interface to the model. Never prints: what is wrong is part of the model. */
package dev.failover.processor.read;
