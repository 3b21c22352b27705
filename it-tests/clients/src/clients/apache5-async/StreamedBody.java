package acme.suite.apache5async;

import java.io.IOException;
import java.io.InputStream;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;

/** A body of a stream that can be read once. */
final class StreamedBody implements AsyncEntityProducer {
    private final InputStream in;
    private final long length;
    /** What follows it. */
    private final List<Header> trailers;

    private final ByteBuffer chunk = ByteBuffer.allocate(8192);

    StreamedBody(InputStream in, long length, Header[] trailers) {
        this.in = in;
        this.length = length;
        this.trailers = Arrays.asList(trailers);
        ((Buffer) chunk).limit(0);
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        while (true) {
            if (!chunk.hasRemaining()) {
                int read = in.read(chunk.array());
                if (read < 0) {
                    channel.endStream(trailers.isEmpty() ? null : trailers);
                    return;
                }
                ((Buffer) chunk).position(0).limit(read);
            }
            if (channel.write(chunk) == 0) {
                channel.requestOutput();
                return;
            }
        }
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public void failed(Exception cause) {}

    @Override
    public int available() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void releaseResources() {}

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public String getContentType() {
        return null;
    }

    @Override
    public String getContentEncoding() {
        return null;
    }

    @Override
    public boolean isChunked() {
        return length < 0;
    }

    @Override
    public Set<String> getTrailerNames() {
        return trailers.stream().map(Header::getName).collect(Collectors.toSet());
    }
}
