/** The javac plug-in. Options and rounds here; reading, judging and writing in the packages below. */
package dev.failover.processor;
