package dev.failover.agent.client;

/** What stands behind the status in a status line (RFC 9110, section 15): stored is the number only. */
public final class Reasons {
    private Reasons() {}

    /** Empty for a number that has no name. */
    public static String of(int status) {
        switch (status) {
            case 200:
                return "OK";
            case 203:
                return "Non-Authoritative Information";
            case 204:
                return "No Content";
            case 206:
                return "Partial Content";
            case 300:
                return "Multiple Choices";
            case 301:
                return "Moved Permanently";
            case 302:
                return "Found";
            case 303:
                return "See Other";
            case 304:
                return "Not Modified";
            case 307:
                return "Temporary Redirect";
            case 308:
                return "Permanent Redirect";
            case 400:
                return "Bad Request";
            case 403:
                return "Forbidden";
            case 404:
                return "Not Found";
            case 405:
                return "Method Not Allowed";
            case 410:
                return "Gone";
            case 414:
                return "URI Too Long";
            case 429:
                return "Too Many Requests";
            case 451:
                return "Unavailable For Legal Reasons";
            case 500:
                return "Internal Server Error";
            case 501:
                return "Not Implemented";
            case 502:
                return "Bad Gateway";
            case 503:
                return "Service Unavailable";
            case 504:
                return "Gateway Timeout";
            default:
                return "";
        }
    }
}
