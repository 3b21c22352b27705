package acme.replica;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * What this replica received, as evidence: one unbuffered write a line, so that SIGKILL loses nothing. A request is
 * written down before it is answered.
 */
final class RequestLog {
    private final OutputStream out;

    RequestLog(String file) throws IOException {
        this.out = file == null ? null : new FileOutputStream(file, true);
    }

    void accepted(int connection) throws IOException {
        write("ACCEPTED\t" + System.currentTimeMillis() + "\t" + connection);
    }

    void received(int connection, Request request) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(request.body);
        StringBuilder headers = new StringBuilder();
        for (Map.Entry<String, String> header : request.headers.entrySet()) {
            headers.append(headers.length() == 0 ? "" : "|");
            headers.append(header.getKey()).append(": ").append(header.getValue());
        }
        write((request.complete ? "REQUEST" : "PARTIAL") + "\t" + System.currentTimeMillis() + "\t" + connection + "\t"
                + request.method + "\t" + request.target + "\t" + request.body.length + "\t"
                + Long.toHexString(crc.getValue()) + "\t" + headers.toString().replace('\t', ' '));
    }

    private synchronized void write(String line) throws IOException {
        if (out != null) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
