/** How objects become bodies and bodies become objects: the SPI for generated clients, and an implementation for each JSON library that applications have. */
package dev.failover.codec;
