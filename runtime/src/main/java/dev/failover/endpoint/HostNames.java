package dev.failover.endpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hosts of URLs in the one spelling in which they are compared: in lower case, and IPv6 addresses in brackets as RFC 5952
 * (section 4 and 5) writes them. Nobody is asked for an address.
 */
public final class HostNames {
    private static final int GROUPS = 8;

    private HostNames() {}

    /**
     * The spelling in which a host is compared.
     *
     * @param host in any case, an IPv6 address with or without brackets
     * @return the host itself in lower case when it looks like an IPv6 address and is none
     */
    public static String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String address = isIp6(lower) ? ip6(lower) : null;
        return address == null ? lower : address;
    }

    /** Whether this can only be an IPv6 address, right or wrong: nothing else has colons. */
    public static boolean isIp6(String host) {
        return host.indexOf(':') >= 0;
    }

    /**
     * Whether a host is the one that a canonical host stands for.
     *
     * @param canonical as {@link #canonical} writes it
     * @param host in any case, an IPv6 address with or without brackets
     */
    public static boolean isSame(String canonical, String host) {
        return canonical.equalsIgnoreCase(host)
                || (canonical.charAt(0) == '[' && isIp6(host) && canonical.equals(canonical(host)));
    }

    /**
     * An IPv6 address in the spelling in which it is compared.
     *
     * @param host with or without brackets
     * @return with brackets; null when it is none
     */
    public static @Nullable String ip6(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String text = bracketed ? host.substring(1, host.length() - 1) : host;
        int percent = text.indexOf('%');
        String zone = percent < 0 ? "" : text.substring(percent);
        byte[] bytes;
        try {
            // In brackets nothing is looked up.
            bytes = InetAddress.getByName("[" + (percent < 0 ? text : text.substring(0, percent)) + "]")
                    .getAddress();
        } catch (UnknownHostException noAddress) {
            return null;
        }
        StringBuilder canonical = new StringBuilder(host.length() + 2).append('[');
        if (bytes.length == GROUPS * 2) {
            append(groups(bytes), canonical);
        } else {
            // Java makes IPv4 addresses of those that stand for one.
            canonical.append("::ffff");
            for (int i = 0; i < bytes.length; i++) {
                canonical.append(i == 0 ? ':' : '.').append(bytes[i] & 0xff);
            }
        }
        return canonical.append(zone).append(']').toString();
    }

    private static int[] groups(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        return groups;
    }

    /** The first of the longest runs of zeros is left out, unless it is a single one. */
    private static void append(int[] groups, StringBuilder to) {
        int from = 0;
        int length = 1;
        int zeros = 0;
        for (int i = 0; i < GROUPS; i++) {
            zeros = groups[i] == 0 ? zeros + 1 : 0;
            if (zeros > length) {
                length = zeros;
                from = i + 1 - zeros;
            }
        }
        for (int i = 0; i < GROUPS; i++) {
            if (length > 1 && i == from) {
                to.append("::");
                i += length - 1;
            } else {
                to.append(i == 0 || to.charAt(to.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
    }
}
