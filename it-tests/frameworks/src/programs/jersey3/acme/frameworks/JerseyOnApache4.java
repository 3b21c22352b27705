package acme.frameworks;

import jakarta.ws.rs.client.ClientBuilder;
import org.glassfish.jersey.apache.connector.ApacheConnectorProvider;
import org.glassfish.jersey.client.ClientConfig;

public final class JerseyOnApache4 extends JaxRs {
    public JerseyOnApache4() {
        super(ClientBuilder.newClient(new ClientConfig().connectorProvider(new ApacheConnectorProvider())));
    }
}
