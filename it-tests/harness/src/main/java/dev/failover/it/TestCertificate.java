package dev.failover.it;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

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

    /** For servers that show it. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        char[] secret = password.toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(file.toFile())) {
            keys.load(in, secret);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, secret);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
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
