package acme.guest;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** An OSGi framework, whichever is on the class path: {@code URL DIRECTORY BUNDLE...}. */
public final class OsgiProgram {
    private OsgiProgram() {}

    public static void main(String[] arguments) {
        try {
            run(arguments);
            System.exit(0);
        } catch (Throwable failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put("org.osgi.framework.storage", arguments[1]);
        properties.put("org.osgi.framework.storage.clean", "onFirstInit");
        properties.put("acme.url", arguments[0]);
        // Each framework has its own way of guessing when a bundle may see the boot class path after all: as strict as
        // OSGi.
        properties.put("felix.bootdelegation.implicit", "false");
        properties.put("osgi.compatibility.bootdelegation", "false");
        properties.put("osgi.compatibility.bootdelegation.default", "false");
        properties.put("osgi.context.bootdelegation", "false");
        // The reflection of Java itself, up to 17, needs these in every class loader.
        properties.put("org.osgi.framework.bootdelegation", "sun.reflect,jdk.internal.reflect");
        Framework framework =
                ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(properties);
        framework.start();
        for (int i = 2; i < arguments.length; i++) {
            Bundle bundle = framework
                    .getBundleContext()
                    .installBundle(new File(arguments[i]).toURI().toString());
            bundle.start();
        }
        framework.stop();
        framework.waitForStop(10_000);
        System.out.println("STOPPED\t" + framework.getClass().getName());
    }
}
