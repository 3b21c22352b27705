package acme.frameworks;

import com.google.api.client.http.apache.v2.ApacheHttpTransport;

public final class GoogleOnApache4 extends GoogleOnUrl {
    public GoogleOnApache4() {
        super(new ApacheHttpTransport());
    }
}
