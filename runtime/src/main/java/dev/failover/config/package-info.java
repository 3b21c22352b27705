/**
 * Where settings come from: {@code config.ini}, environment, system properties, the agent argument and code, with one
 * spelling rule, one order of precedence and one registry of keys ({@link dev.failover.config.ConfigKeys}).
 *
 * <p>{@link dev.failover.config.Configuration} is the way in. The parsers of values are public, because the annotation
 * processor uses the very same ones at compile time.
 *
 * <p>This package runs inside the {@code premain} of an agent. So it reads files with {@link java.io.File} only, and
 * keeps away from {@code java.nio.file}, {@code java.util.logging}, regular expressions, lambdas and the network: each
 * of them would cost start-up time or initialise parts of the JDK before the application has configured them. A test
 * watches over this.
 */
package dev.failover.config;
