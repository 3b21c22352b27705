package acme.frameworks;

import jakarta.ws.rs.client.ClientBuilder;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.glassfish.jersey.client.ClientConfig;

public final class JerseyOnApache5 extends JaxRs {
    public JerseyOnApache5() {
        super(ClientBuilder.newClient(new ClientConfig().connectorProvider(new Apache5ConnectorProvider())));
    }
}
