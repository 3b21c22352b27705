package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.io.TempDir;

/** Bundles see what they import, and the boot class path not at all; two of them bring two versions of a client. */
class OsgiIT {
    @TempDir
    private Path directory;

    @OnJava(
            value = {8, 17},
            all = {8, 11, 17, 21, 25, 26})
    void felix(int java) throws IOException {
        assertBundlesFailOver(
                java, Jars.named("org.apache.felix.framework-7.0.5.jar"), "org.apache.felix.framework.Felix");
    }

    @OnJava(
            value = {17},
            all = {17, 21, 25, 26})
    void equinox(int java) throws IOException {
        assertBundlesFailOver(java, Jars.named("org.eclipse.osgi-3.18.600.jar"), "org.eclipse.osgi.launch.Equinox");
    }

    private void assertBundlesFailOver(int java, Path framework, String name) throws IOException {
        Path newer = bundle("newer", "Apache4", Jars.apache4("4.5.14"), Sources.APACHE4);
        Path older = bundle("older", "Apache40", Jars.apache4("4.1.3"), Sources.APACHE40);
        try (Servers servers = new Servers()) {
            Guest.Ended run = Guest.on(java, directory)
                    .agent(servers)
                    .run(
                            "-cp",
                            Sources.classPath(List.of(framework), Sources.OSGI),
                            "acme.guest.OsgiProgram",
                            servers.dead(),
                            directory.resolve("storage").toString(),
                            newer.toString(),
                            older.toString());

            assertThat(run.out())
                    .as("%s", run.err())
                    .containsExactly(
                            "newer\tb /Apache4",
                            "newer-url\tb /url",
                            "older\tb /Apache40",
                            "older-url\tb /url",
                            "STOPPED\t" + name);
            assertThat(run.fromUs()).isEmpty();
        }
    }

    private Path bundle(String name, String client, List<Path> libraries, Sources program) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Activator", "acme.guest.Activator");
        main.putValue("Acme-Client", client);
        main.putValue(
                "Import-Package",
                "org.osgi.framework, javax.net.ssl, javax.security.auth.x500, javax.naming,"
                        + " javax.naming.ldap, javax.naming.directory, org.ietf.jgss");
        StringBuilder path = new StringBuilder(".");
        libraries.forEach(library -> path.append(", ").append(library.getFileName()));
        main.putValue("Bundle-ClassPath", path.toString());
        Path file = directory.resolve(name + ".jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Path library : libraries) {
                put(jar, library.getFileName().toString(), library);
            }
            for (Path classes : List.of(Sources.CALLS.classes(), Sources.BUNDLE.classes(), program.classes())) {
                for (Path one : Sources.files(classes)) {
                    put(jar, classes.relativize(one).toString(), one);
                }
            }
        }
        return file;
    }

    private static void put(JarOutputStream jar, String name, Path file) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        Files.copy(file, jar);
        jar.closeEntry();
    }
}
