package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.io.TempDir;

/** An executable jar with jars inside, started by Spring Boot's own launcher and class loader. */
class SpringBootIT {
    private static final String BOOT = "2.7.18";
    private static final String SPRING = "5.3.31";

    @TempDir
    private Path directory;

    @OnJava(
            value = {8},
            all = {8, 11, 17, 21, 25})
    void restTemplate(int java) throws IOException {
        Path jar = executable();
        try (Servers servers = new Servers()) {
            Guest.Ended run = Guest.on(java, directory).agent(servers).run("-jar", jar.toString(), servers.dead());

            assertThat(run.out().stream().filter(line -> line.contains("\t")))
                    .as("%s", run.err())
                    .containsExactly(
                            "apache\tb /apache",
                            "plain\tb /plain",
                            "loader\torg.springframework.boot.loader.LaunchedURLClassLoader");
            assertThat(run.fromUs()).isEmpty();
        }
    }

    static List<Path> libraries() {
        List<Path> libraries = new ArrayList<>(Jars.apache4("4.5.14"));
        libraries.add(Jars.named("spring-boot-" + BOOT + ".jar"));
        for (String module : List.of("core", "jcl", "beans", "context", "aop", "expression", "web")) {
            libraries.add(Jars.named("spring-" + module + "-" + SPRING + ".jar"));
        }
        return libraries;
    }

    private Path executable() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.JarLauncher");
        main.putValue("Start-Class", "acme.guest.SpringProgram");
        main.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
        main.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
        Path file = directory.resolve("application.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                JarFile loader = new JarFile(
                        Jars.named("spring-boot-loader-" + BOOT + ".jar").toFile())) {
            for (Enumeration<JarEntry> entries = loader.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith("org/")) {
                    jar.putNextEntry(new JarEntry(entry.getName()));
                    loader.getInputStream(entry).transferTo(jar);
                    jar.closeEntry();
                }
            }
            jar.putNextEntry(new JarEntry("BOOT-INF/"));
            jar.closeEntry();
            jar.putNextEntry(new JarEntry("BOOT-INF/classes/"));
            jar.closeEntry();
            for (Sources program : List.of(Sources.CALLS, Sources.SPRING)) {
                for (Path one : Sources.files(program.classes())) {
                    jar.putNextEntry(
                            new JarEntry("BOOT-INF/classes/" + program.classes().relativize(one)));
                    Files.copy(one, jar);
                    jar.closeEntry();
                }
            }
            jar.putNextEntry(new JarEntry("BOOT-INF/lib/"));
            jar.closeEntry();
            for (Path library : libraries()) {
                put(jar, "BOOT-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
            }
        }
        return file;
    }

    /** Not compressed: the launcher opens jars in place. */
    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        jar.putNextEntry(entry);
        jar.write(bytes);
        jar.closeEntry();
    }
}
