package dev.failover.agent.client.ahc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.asynchttpclient.AsyncHttpClientConfig;

/** What the client decodes before its handlers get it: another client may have stored it as it came. */
final class Decoding {
    private Decoding() {}

    /** Whether nobody can tell if the body was decoded, because the program wants its fields as they came. */
    static boolean isUnknown(AsyncHttpClientConfig config, HttpHeaders headers) {
        return config.isKeepEncodingHeader()
                && Versions.decodes(config)
                && headers.contains(HttpHeaderNames.CONTENT_ENCODING);
    }

    /**
     * A body as the program gets it.
     *
     * @param headers are changed as the client changes them
     */
    static byte[] decoded(AsyncHttpClientConfig config, HttpHeaders headers, byte[] body) {
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        if (encoding == null || body.length == 0 || !Versions.decodes(config)) {
            return body;
        }
        EmbeddedChannel channel = new EmbeddedChannel(new HttpContentDecompressor());
        ByteBuf whole = Unpooled.buffer();
        try {
            channel.writeInbound(
                    new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, headers),
                    new DefaultLastHttpContent(Unpooled.wrappedBuffer(body)));
            for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
                if (part instanceof HttpMessage && ((HttpMessage) part).headers() != headers) {
                    headers.set(((HttpMessage) part).headers());
                }
                if (part instanceof HttpContent) {
                    whole.writeBytes(((HttpContent) part).content());
                    ((HttpContent) part).release();
                }
            }
            if (config.isKeepEncodingHeader()) {
                headers.set(HttpHeaderNames.CONTENT_ENCODING, encoding);
            }
            return ByteBufUtil.getBytes(whole);
        } finally {
            whole.release();
            channel.finishAndReleaseAll();
        }
    }
}
