package dev.failover.http;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of RFC 3986, section 2, in UTF-8: everything but the unreserved characters is encoded, so that a value
 * can never change the structure of a URL.
 */
public final class UrlEncoding {
    private static final String HEX = "0123456789ABCDEF";

    private UrlEncoding() {}

    /** Encodes one path segment, or one name or value of a query. A space becomes {@code %20}. */
    public static String encode(String value) {
        int i = 0;
        while (i < value.length() && isUnreserved(value.charAt(i))) {
            i++;
        }
        if (i == value.length()) {
            return value;
        }
        StringBuilder encoded = new StringBuilder(value.length() + 16).append(value, 0, i);
        for (byte b : value.substring(i).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isUnreserved(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
