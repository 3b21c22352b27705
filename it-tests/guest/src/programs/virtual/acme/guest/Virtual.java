package acme.guest;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Many calls at once, each on a virtual thread: {@code URL COUNT CLASS...}. */
public final class Virtual {
    private Virtual() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            String name = arguments[i];
            Calls.Client client = (Calls.Client)
                    Class.forName("acme.guest." + name).getConstructor().newInstance();
            // What a class needs when it is used for the first time pins whoever needs it, in every program.
            Calls.print(name, client, arguments[0] + "/first");
            Calls.print(name, client, arguments[0] + "/second");
            // By reflection, because the compiler of the build may not know it.
            ExecutorService threads = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            for (int call = 0; call < count; call++) {
                String url = arguments[0] + "/" + call;
                threads.execute(() -> Calls.print(name, client, url));
            }
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }
}
