package dev.failover.agent.client.apache5;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Knows one host that has a name of its own: {@code replica.example} is this machine. */
class Loopback extends SystemDefaultDnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return host.equals("replica.example")
                ? new InetAddress[] {InetAddress.getLoopbackAddress()}
                : super.resolve(host);
    }
}
