package dev.failover.agent.client;

import java.util.HashMap;
import java.util.Map;

/** The words that go with a status (RFC 9110, section 15): what a server once wrote there is not kept. */
public final class Reasons {
    private static final Map<Integer, String> WORDS = new HashMap<>();

    static {
        WORDS.put(200, "OK");
        WORDS.put(201, "Created");
        WORDS.put(202, "Accepted");
        WORDS.put(203, "Non-Authoritative Information");
        WORDS.put(204, "No Content");
        WORDS.put(205, "Reset Content");
        WORDS.put(206, "Partial Content");
        WORDS.put(300, "Multiple Choices");
        WORDS.put(301, "Moved Permanently");
        WORDS.put(302, "Found");
        WORDS.put(303, "See Other");
        WORDS.put(304, "Not Modified");
        WORDS.put(307, "Temporary Redirect");
        WORDS.put(308, "Permanent Redirect");
        WORDS.put(400, "Bad Request");
        WORDS.put(401, "Unauthorized");
        WORDS.put(402, "Payment Required");
        WORDS.put(403, "Forbidden");
        WORDS.put(404, "Not Found");
        WORDS.put(405, "Method Not Allowed");
        WORDS.put(406, "Not Acceptable");
        WORDS.put(408, "Request Timeout");
        WORDS.put(409, "Conflict");
        WORDS.put(410, "Gone");
        WORDS.put(411, "Length Required");
        WORDS.put(412, "Precondition Failed");
        WORDS.put(413, "Content Too Large");
        WORDS.put(414, "URI Too Long");
        WORDS.put(415, "Unsupported Media Type");
        WORDS.put(416, "Range Not Satisfiable");
        WORDS.put(417, "Expectation Failed");
        WORDS.put(421, "Misdirected Request");
        WORDS.put(422, "Unprocessable Content");
        WORDS.put(426, "Upgrade Required");
        WORDS.put(429, "Too Many Requests");
        WORDS.put(451, "Unavailable For Legal Reasons");
        WORDS.put(500, "Internal Server Error");
        WORDS.put(501, "Not Implemented");
        WORDS.put(502, "Bad Gateway");
        WORDS.put(503, "Service Unavailable");
        WORDS.put(504, "Gateway Timeout");
        WORDS.put(505, "HTTP Version Not Supported");
    }

    private Reasons() {}

    public static String of(int status) {
        String words = WORDS.get(status);
        return words == null ? "" : words;
    }
}
