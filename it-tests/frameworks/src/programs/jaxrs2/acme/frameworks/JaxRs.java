package acme.frameworks;

import javax.ws.rs.client.Client;
import javax.ws.rs.client.ClientBuilder;
import javax.ws.rs.client.Entity;
import javax.ws.rs.core.Response;

/** On whatever the implementation takes. */
public class JaxRs implements Framework {
    private final Client client;

    public JaxRs() {
        this(ClientBuilder.newClient());
    }

    JaxRs(Client client) {
        this.client = client;
    }

    @Override
    public Answer get(String base, String path) {
        return answer(client.target(base).path(path).request().get());
    }

    @Override
    public Answer post(String base, String path, String word) {
        return answer(client.target(base).path(path).request().post(Entity.text(word)));
    }

    private static Answer answer(Response response) {
        try {
            return new Answer(response.getStatus(), response.readEntity(String.class));
        } finally {
            response.close();
        }
    }
}
