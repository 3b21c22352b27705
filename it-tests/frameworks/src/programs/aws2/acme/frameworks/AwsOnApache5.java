package acme.frameworks;

import software.amazon.awssdk.http.apache5.Apache5HttpClient;

public final class AwsOnApache5 extends AwsOnUrl {
    public AwsOnApache5() {
        super(Apache5HttpClient.create());
    }
}
