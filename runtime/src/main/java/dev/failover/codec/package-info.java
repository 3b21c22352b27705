/** How objects become bodies and bodies become objects: the SPI for generated clients, and its first implementation. */
package dev.failover.codec;
