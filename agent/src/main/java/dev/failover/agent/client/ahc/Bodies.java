package dev.failover.agent.client.ahc;

import java.util.List;
import org.asynchttpclient.Request;
import org.asynchttpclient.request.body.generator.BodyGenerator;
import org.asynchttpclient.request.body.generator.ByteArrayBodyGenerator;
import org.asynchttpclient.request.body.generator.FileBodyGenerator;
import org.asynchttpclient.request.body.multipart.ByteArrayPart;
import org.asynchttpclient.request.body.multipart.FilePart;
import org.asynchttpclient.request.body.multipart.Part;
import org.asynchttpclient.request.body.multipart.StringPart;
import org.jspecify.annotations.Nullable;

/** Tells which bodies are the same when they are sent again; one that is not known is not. */
final class Bodies {
    private Bodies() {}

    /** Whether anything is sent but the head. */
    static boolean isThere(Request request) {
        return request.getByteData() != null
                || request.getCompositeByteData() != null
                || request.getStringData() != null
                || request.getByteBufferData() != null
                || request.getStreamData() != null
                || request.getFile() != null
                || request.getBodyGenerator() != null
                || Versions.hasByteBuf(request)
                || !isEmpty(request.getFormParams())
                || !isEmpty(request.getBodyParts());
    }

    private static boolean isEmpty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }

    static boolean isRepeatable(Request request) {
        if (request.getStreamData() != null || Versions.hasByteBuf(request)) {
            return false;
        }
        BodyGenerator generator = request.getBodyGenerator();
        boolean generated = generator == null
                || generator instanceof ByteArrayBodyGenerator
                || generator instanceof FileBodyGenerator;
        return generated && areRepeatable(request.getBodyParts());
    }

    private static boolean areRepeatable(List<Part> parts) {
        if (parts == null) {
            return true;
        }
        for (Part part : parts) {
            if (!(part instanceof StringPart || part instanceof ByteArrayPart || part instanceof FilePart)) {
                return false;
            }
        }
        return true;
    }
}
