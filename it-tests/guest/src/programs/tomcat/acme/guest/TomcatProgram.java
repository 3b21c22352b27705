package acme.guest;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat with one application for each directory below {@code webapps}. Commands: {@code NAME URL} makes an application call
 * it; {@code undeploy} stops them all and waits until their class loaders are collected.
 */
public final class TomcatProgram {
    private TomcatProgram() {}

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        java.util.logging.Logger.getLogger("").setLevel(Level.OFF);
        File base = new File(arguments[0]);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.getPath());
        tomcat.setPort(0);
        tomcat.getHost().setAppBase(new File(base, "webapps").getPath());
        tomcat.getConnector();
        Map<String, Context> applications = new LinkedHashMap<>();
        File[] directories = new File(base, "webapps").listFiles();
        Arrays.sort(directories);
        for (File directory : directories) {
            String name = directory.getName();
            StandardContext context = (StandardContext) tomcat.addContext("/" + name, directory.getPath());
            context.setParentClassLoader(TomcatProgram.class.getClassLoader());
            // What Tomcat can clear up after an application it must not: leaks of ours would be hidden.
            context.setClearReferencesHttpClientKeepAliveThread(false);
            Wrapper servlet = Tomcat.addServlet(context, "call", "acme.guest.CallServlet");
            servlet.addInitParameter("client", name.substring(0, name.indexOf('-')));
            context.addServletMappingDecoded("/call", "call");
            applications.put(name, context);
        }
        tomcat.start();
        int port = tomcat.getConnector().getLocalPort();
        System.out.println("READY\t" + applications.size());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("undeploy")) {
                undeploy(tomcat, applications);
            } else {
                String name = line.substring(0, line.indexOf(' '));
                String url = line.substring(name.length() + 1) + "/" + name;
                Calls.print(name, Calls::url, "http://127.0.0.1:" + port + "/" + name + "/call?url=" + url);
            }
        }
        tomcat.stop();
    }

    private static void undeploy(Tomcat tomcat, Map<String, Context> applications) throws Exception {
        Map<String, WeakReference<ClassLoader>> loaders = new LinkedHashMap<>();
        for (Map.Entry<String, Context> application : applications.entrySet()) {
            Context context = application.getValue();
            loaders.put(
                    application.getKey(),
                    new WeakReference<>(context.getLoader().getClassLoader()));
            tomcat.getHost().removeChild(context);
        }
        applications.clear();
        long end = System.nanoTime() + 20_000_000_000L;
        while (!loaders.isEmpty() && System.nanoTime() - end < 0) {
            System.gc();
            Thread.sleep(50);
            loaders.values().removeIf(loader -> loader.get() == null);
        }
        System.out.println("UNDEPLOYED\t" + loaders.keySet());
    }
}
