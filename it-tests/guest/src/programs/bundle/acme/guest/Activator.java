package acme.guest;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Calls when its bundle is started. */
public final class Activator implements BundleActivator {
    @Override
    public void start(BundleContext context) throws Exception {
        String url = context.getProperty("acme.url");
        String client = context.getBundle().getHeaders().get("Acme-Client");
        Calls.Client calls = (Calls.Client)
                Class.forName("acme.guest." + client).getConstructor().newInstance();
        Calls.print(context.getBundle().getSymbolicName(), calls, url + "/" + client);
        Calls.print(context.getBundle().getSymbolicName() + "-url", Calls::url, url + "/url");
    }

    @Override
    public void stop(BundleContext context) {}
}
