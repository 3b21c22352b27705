package acme.frameworks;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 at another address, without the SDK's own retries. */
public class AwsOnUrl implements Framework {
    private final SdkHttpClient http;

    public AwsOnUrl() {
        this(UrlConnectionHttpClient.create());
    }

    AwsOnUrl(SdkHttpClient http) {
        this.http = http;
    }

    @Override
    public Answer get(String base, String path) {
        return Answer.ok(
                s3(base).getObjectAsBytes(object -> object.bucket("things").key("seven"))
                        .asUtf8String());
    }

    /** An upload in parts begins with a POST. */
    @Override
    public Answer post(String base, String path, String word) {
        return Answer.ok(
                s3(base).createMultipartUpload(upload -> upload.bucket("things").key(word))
                        .uploadId());
    }

    private S3Client s3(String base) {
        return S3Client.builder()
                .httpClient(http)
                .endpointOverride(URI.create(base))
                .forcePathStyle(true)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(all -> all.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }
}
