/** HTTP as far as the runtime needs it: what is asked, what is answered, and the seam to whatever carries it. */
package dev.failover.http;
