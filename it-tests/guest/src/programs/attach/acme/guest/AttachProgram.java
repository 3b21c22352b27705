package acme.guest;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;

/** Uses its clients whenever a URL comes in, the same objects each time: {@code CLASS...} names them. */
public final class AttachProgram {
    private AttachProgram() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Calls.Client> clients = new LinkedHashMap<>();
        for (String name : arguments) {
            clients.put(name, (Calls.Client)
                    Class.forName("acme.guest." + name).getConstructor().newInstance());
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        HttpURLConnection opened = null;
        System.out.println("READY\t");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (opened == null) {
                opened = (HttpURLConnection) new URL(line + "/opened").openConnection();
            } else {
                HttpURLConnection connection = opened;
                Calls.print("opened", url -> Calls.text(connection.getInputStream()), line);
            }
            Calls.print("url", Calls::url, line + "/url");
            for (Map.Entry<String, Calls.Client> client : clients.entrySet()) {
                Calls.print(client.getKey(), client.getValue(), line + "/" + client.getKey());
            }
            System.out.println("CALLED\t" + line);
        }
    }
}
