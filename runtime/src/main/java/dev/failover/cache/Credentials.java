package dev.failover.cache;

import dev.failover.http.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Tells apart on whose behalf requests are made. A private cache belongs to one user (RFC 9111, section 1), but a program may serve
 * many: what one was given is never used for another. Only a digest is kept.
 */
final class Credentials {
    /** What the names of fields that say who one is have in common, besides {@code Authorization} and {@code Cookie}. */
    private static final String[] MARKS = {
        "auth",
        "cookie",
        "token",
        "apikey",
        "api-key",
        "access-key",
        "secret",
        "session",
        "credential",
        "password",
        "-user",
        "user-id",
        "userid",
        "account",
        "principal",
        "oidc",
        "subscription",
        "identity",
        "tenant",
        "jwt",
        "assertion",
        "client-cert",
        "signature"
    };

    /** What belongs to the target URI but is not in the target: the host, in its own field or as a proxy tells it. */
    private static final String[] ROUTE = {
        "Host",
        "Forwarded",
        "X-Forwarded-Host",
        "X-Forwarded-Server",
        "X-Forwarded-Proto",
        "X-Forwarded-Scheme",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
        "X-Host",
        "X-Original-Host"
    };

    private Credentials() {}

    /** A digest of those of the request; empty when it has none, or the cache makes no difference. */
    static String of(CacheRequest request, CachePolicy policy) {
        String routed = digest(request.headers(), Credentials::isOfRoute);
        if (policy.isShared()) {
            return routed;
        }
        String own = routed + digest(request.headers());
        return own.isEmpty()
                ? request.identity().digest()
                : own + request.identity().digest();
    }

    /** Empty when there are none. */
    static String digest(Headers headers) {
        return digest(headers, Credentials::isOne);
    }

    private static String digest(Headers headers, Predicate<String> which) {
        MessageDigest digest = null;
        for (int i = 0; i < headers.size(); i++) {
            if (which.test(headers.name(i))) {
                digest = digest == null ? sha256() : digest;
                update(digest, headers.name(i).toLowerCase(Locale.ROOT));
                update(digest, headers.value(i));
            }
        }
        return digest == null ? "" : Base64.getEncoder().encodeToString(digest.digest());
    }

    /** Whether servers tell by that field as which host they are asked, in any kind of cache. */
    private static boolean isOfRoute(String name) {
        for (String one : ROUTE) {
            if (one.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(String name) {
        int length = name.length();
        for (String mark : MARKS) {
            for (int at = 0; at + mark.length() <= length; at++) {
                if (name.regionMatches(true, at, mark, 0, mark.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** With its length before it, so that no two lists of values are alike. */
    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(new byte[] {
            (byte) (bytes.length >>> 24), (byte) (bytes.length >>> 16), (byte) (bytes.length >>> 8), (byte) bytes.length
        });
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
