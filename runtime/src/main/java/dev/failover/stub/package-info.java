/**
 * What generated clients are made of, and what their callers see of it: {@link dev.failover.stub.Response}, {@link
 * dev.failover.stub.StatusException}. The rest is called by generated code only, but stays compatible: a client that was
 * compiled against one version runs with every later one.
 */
package dev.failover.stub;
