package acme.frameworks;

import software.amazon.awssdk.http.apache.ApacheHttpClient;

public final class AwsOnApache4 extends AwsOnUrl {
    public AwsOnApache4() {
        super(ApacheHttpClient.create());
    }
}
