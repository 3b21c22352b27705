package dev.failover.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A key pair with a self-signed certificate, made when it is needed: a committed one would expire one day. */
public record TestCertificate(Path file, String password) {

    /** Valid for {@code localhost} and these addresses, or names. */
    public static TestCertificate create(Path directory, String... addresses) {
        Path file = directory.resolve("test.p12");
        String password = "changeit";
        String names = "san=dns:localhost";
        for (String address : addresses) {
            names += (Character.isDigit(address.charAt(0)) ? ",ip:" : ",dns:") + address;
        }
        Path keytool = Jdk.current().home().resolve("bin/keytool");
        List<String> command = List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                names,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                password,
                "-keypass",
                password);
        try (Child child = Child.start("keytool", directory, Map.of(), command)) {
            if (child.awaitExit() != 0) {
                throw new UncheckedIOException(new IOException("keytool failed: " + child.out.all() + child.err.all()));
            }
        }
        return new TestCertificate(file, password);
    }

    /** What makes a client trust it. Java 8 reads PKCS12 as a trust store only if told so. */
    public Map<String, String> trustedBy() {
        return Map.of(
                "javax.net.ssl.trustStore",
                file.toString(),
                "javax.net.ssl.trustStorePassword",
                password,
                "javax.net.ssl.trustStoreType",
                "PKCS12");
    }
}
