package dev.failover.agent.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Hosts of URLs that are addresses and not names. */
public final class Hosts {
    private Hosts() {}

    /** Whether it is an address (IPv6 in brackets) or this machine's own name, and so nothing that a certificate is for. */
    public static boolean isAddress(String host) {
        return host.startsWith("[") || host.equals("localhost") || isIpv4(host);
    }

    /** Without its brackets, as sockets want it. */
    public static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * The address of such a host in the name of another one, without asking anybody for it.
     *
     * @return null when the host is a name
     */
    public static @Nullable InetAddress addressNamed(String name, String host) {
        if (!isAddress(host)) {
            return null;
        }
        try {
            return InetAddress.getByAddress(
                    bare(name), InetAddress.getByName(bare(host)).getAddress());
        } catch (UnknownHostException noSuchAddress) {
            return null;
        }
    }

    private static boolean isIpv4(String host) {
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots == 3;
    }
}
