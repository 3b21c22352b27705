package dev.failover.agent.client.okhttp;

import java.util.Arrays;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import okhttp3.CertificatePinner;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a server that is only an address has the certificate of the name that the program used, and one of those to
 * which the program has pinned that name. Equal to another one for the same name, because connections are kept by it.
 */
final class NamedVerifier implements HostnameVerifier {
    private final HostnameVerifier own;
    private final @Nullable CertificatePinner pins;
    private final String name;

    NamedVerifier(HostnameVerifier own, @Nullable CertificatePinner pins, String name) {
        this.own = own;
        this.pins = pins;
        this.name = name;
    }

    @Override
    public boolean verify(String host, SSLSession session) {
        if (!own.verify(name, session)) {
            return false;
        }
        if (pins == null) {
            return true;
        }
        try {
            pins.check(name, Arrays.asList(session.getPeerCertificates()));
            return true;
        } catch (SSLPeerUnverifiedException notPinned) {
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof NamedVerifier)) {
            return false;
        }
        NamedVerifier that = (NamedVerifier) other;
        return that.own.equals(own)
                && that.name.equals(name)
                && (pins == null ? that.pins == null : pins.equals(that.pins));
    }

    @Override
    public int hashCode() {
        return 31 * own.hashCode() + name.hashCode();
    }
}
