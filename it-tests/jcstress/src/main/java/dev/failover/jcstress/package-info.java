/** Runs the tests of this module, which lie in the packages of what they test. */
package dev.failover.jcstress;
