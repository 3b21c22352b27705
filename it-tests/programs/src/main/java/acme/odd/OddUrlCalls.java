package acme.odd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** Random calls on one connection. */
final class OddUrlCalls {
    private static final String[] METHODS = {
        "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH", "get", "FOO"
    };
    private static final String[] NAMES = {
        "Content-Type",
        "content-length",
        "X-Twice",
        "X-Number",
        "Date",
        "Location",
        "Nothing",
        "Set-Cookie",
        "Transfer-Encoding",
        "Last-Modified",
        "X-End"
    };

    private final HttpURLConnection connection;
    private final Random random;
    private final SSLContext trusting;
    private OutputStream out;
    private InputStream in;

    private interface Op {
        Object run() throws Exception;
    }

    OddUrlCalls(HttpURLConnection connection, Random random, SSLContext trusting) {
        this.connection = connection;
        this.random = random;
        this.trusting = trusting;
    }

    void run() {
        if (connection instanceof HttpsURLConnection && random.nextInt(10) != 0) {
            HttpsURLConnection secure = (HttpsURLConnection) connection;
            attempt("tls", () -> {
                secure.setSSLSocketFactory(trusting.getSocketFactory());
                secure.setHostnameVerifier((host, session) -> {
                    System.out.println("  VERIFY " + host);
                    return true;
                });
                return null;
            });
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            set();
        }
        if (random.nextInt(2) == 0) {
            body();
        }
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            int which = random.nextInt(20);
            if (which < 12) {
                ask();
            } else if (which < 16) {
                stream();
            } else if (which < 17) {
                body();
            } else {
                set();
            }
        }
        int end = random.nextInt(3);
        if (end == 0) {
            attempt("disconnect", () -> {
                connection.disconnect();
                return null;
            });
        } else if (end == 1) {
            attempt("drain", () -> read(connection.getInputStream(), Integer.MAX_VALUE));
            attempt("close", () -> {
                connection.getInputStream().close();
                return null;
            });
        }
        ask();
        attempt("end", connection::getResponseCode);
        attempt("disconnect", () -> {
            connection.disconnect();
            return null;
        });
    }

    private void body() {
        attempt("setDoOutput", () -> {
            connection.setDoOutput(true);
            return null;
        });
        int length = random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(300);
        int mode = random.nextInt(8);
        int promised = random.nextInt(4) == 0 ? Math.max(0, length + random.nextInt(5) - 2) : length;
        if (mode == 0) {
            attempt("fixed", () -> {
                connection.setFixedLengthStreamingMode(promised);
                return null;
            });
        } else if (mode == 1) {
            attempt("fixed long", () -> {
                connection.setFixedLengthStreamingMode((long) promised);
                return null;
            });
        } else if (mode == 2) {
            attempt("chunked", () -> {
                connection.setChunkedStreamingMode(random.nextInt(3) * 1000);
                return null;
            });
        }
        if (random.nextInt(10) == 0) {
            return;
        }
        attempt("getOutputStream", () -> {
            out = connection.getOutputStream();
            return out == null ? null : "stream";
        });
        if (out == null) {
            return;
        }
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'z');
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            int from = length * i / parts;
            int to = length * (i + 1) / parts;
            attempt("write " + (to - from), () -> {
                out.write(bytes, from, to - from);
                return null;
            });
            if (random.nextInt(6) == 0) {
                attempt("flush", () -> {
                    out.flush();
                    return null;
                });
            }
            if (random.nextInt(20) == 0) {
                ask();
            }
        }
        if (random.nextInt(4) != 0) {
            attempt("close", () -> {
                out.close();
                return null;
            });
        }
        if (random.nextInt(10) == 0) {
            attempt("write late", () -> {
                out.write(1);
                return null;
            });
        }
        if (random.nextInt(10) == 0) {
            attempt("write outside", () -> {
                out.write(new byte[2], 1, 2);
                return null;
            });
        }
        if (random.nextInt(10) == 0) {
            attempt("write null", () -> {
                out.write(null);
                return null;
            });
        }
    }

    private void set() {
        int which = random.nextInt(22);
        attempt("set " + which, () -> {
            setOne(which);
            return null;
        });
    }

    private void setOne(int which) throws IOException {
        switch (which) {
            case 0:
            case 1:
            case 2:
                connection.setRequestMethod(METHODS[random.nextInt(METHODS.length)]);
                break;
            case 3:
                connection.setRequestProperty("X-A", "one" + random.nextInt(3));
                break;
            case 4:
                connection.addRequestProperty("X-A", "two" + random.nextInt(3));
                break;
            case 5:
                connection.setRequestProperty("Accept", "text/x");
                break;
            case 6:
                connection.setRequestProperty("Host", "elsewhere.example");
                break;
            case 7:
                connection.setRequestProperty("X-Bad", random.nextBoolean() ? null : "a\r\nb");
                break;
            case 8:
                connection.setRequestProperty("Connection", "close");
                break;
            case 9:
                connection.setInstanceFollowRedirects(random.nextBoolean());
                break;
            case 10:
                connection.setConnectTimeout(random.nextInt(3) * 5000 - 1 + random.nextInt(2));
                break;
            case 11:
                connection.setReadTimeout(random.nextInt(3) * 5000 - 1 + random.nextInt(2));
                break;
            case 12:
                connection.setUseCaches(random.nextBoolean());
                break;
            case 13:
                connection.setIfModifiedSince(1_700_000_000_000L);
                break;
            case 14:
                connection.setDoInput(random.nextBoolean());
                break;
            case 15:
                connection.setDoOutput(random.nextBoolean());
                break;
            case 16:
                connection.setRequestProperty("Expect", "100-continue");
                break;
            case 17:
                connection.setRequestProperty("Content-Type", "application/json");
                break;
            case 18:
                connection.setRequestProperty(random.nextBoolean() ? null : "", "x");
                break;
            case 19:
                connection.setRequestProperty("Authorization", "Basic xxx");
                break;
            case 20:
                connection.setFixedLengthStreamingMode(random.nextInt(3) - 1);
                break;
            default:
                connection.setAllowUserInteraction(random.nextBoolean());
                break;
        }
    }

    private void ask() {
        int which = random.nextInt(36);
        attempt("ask " + which, () -> askOne(which));
    }

    private Object askOne(int which) throws Exception {
        switch (which) {
            case 0:
            case 1:
            case 2:
                return connection.getResponseCode();
            case 3:
                return connection.getResponseMessage();
            case 4:
                return connection.getHeaderField(NAMES[random.nextInt(NAMES.length)]);
            case 5:
                return connection.getHeaderField(random.nextInt(12) - 1);
            case 6:
                return connection.getHeaderFieldKey(random.nextInt(12) - 1);
            case 7:
                return sorted(connection.getHeaderFields());
            case 8:
                return connection.getContentType();
            case 9:
                return connection.getContentLength();
            case 10:
                return connection.getContentLengthLong();
            case 11:
                return connection.getContentEncoding();
            case 12:
                return connection.getDate();
            case 13:
                return connection.getLastModified();
            case 14:
                return connection.getExpiration();
            case 15:
                return connection.getHeaderFieldInt("X-Number", 3);
            case 16:
                return connection.getHeaderFieldDate("Date", 4);
            case 17:
                return connection.getHeaderFieldLong("X-Number", 5);
            case 18:
                return connection.getURL();
            case 19:
                return connection.usingProxy();
            case 20:
                return connection.getPermission();
            case 21:
                return connection.toString();
            case 22:
                return connection.getRequestMethod();
            case 23:
                return connection.getRequestProperty("X-A");
            case 24:
                return sorted(connection.getRequestProperties());
            case 25:
                return connection.getDoInput() + " " + connection.getDoOutput() + " " + connection.getUseCaches() + " "
                        + connection.getAllowUserInteraction() + " " + connection.getDefaultUseCaches() + " "
                        + connection.getInstanceFollowRedirects();
            case 26:
                return connection.getConnectTimeout() + " " + connection.getReadTimeout() + " "
                        + connection.getIfModifiedSince();
            case 27:
                Object content = connection.getContent();
                return content instanceof InputStream ? read((InputStream) content, 100) : content;
            case 28:
                connection.connect();
                return null;
            case 29:
                return connection.getHeaderField((String) null);
            case 30:
            case 31:
                return tls();
            case 32:
                connection.disconnect();
                return null;
            case 33:
                return connection.getContent(new Class<?>[] {InputStream.class, String.class}) != null;
            case 34:
                return connection.getRequestProperty(null);
            default:
                return connection.getHeaderFieldKey(1) + "=" + connection.getHeaderField(1);
        }
    }

    private Object tls() throws Exception {
        if (!(connection instanceof HttpsURLConnection)) {
            return "plain";
        }
        HttpsURLConnection secure = (HttpsURLConnection) connection;
        switch (random.nextInt(5)) {
            case 0:
                return secure.getCipherSuite();
            case 1:
                return secure.getServerCertificates().length;
            case 2:
                return secure.getPeerPrincipal();
            case 3:
                return secure.getLocalPrincipal() + " " + Arrays.toString(secure.getLocalCertificates());
            default:
                try {
                    return HttpsURLConnection.class
                            .getMethod("getSSLSession")
                            .invoke(secure)
                            .toString()
                            .replaceAll("[\\d]{6,}", "N");
                } catch (NoSuchMethodException older) {
                    return "older";
                } catch (java.lang.reflect.InvocationTargetException e) {
                    return e.getCause();
                }
        }
    }

    private void stream() {
        int which = random.nextInt(8);
        attempt("stream " + which, () -> {
            switch (which) {
                case 0:
                case 1:
                    in = connection.getInputStream();
                    return in == null ? null : read(in, Integer.MAX_VALUE);
                case 2:
                    in = connection.getInputStream();
                    return read(in, 3);
                case 3:
                    in = connection.getErrorStream();
                    return in == null ? null : read(in, Integer.MAX_VALUE);
                case 4:
                    if (in != null) {
                        in.close();
                    }
                    return null;
                case 5:
                    return in == null ? null : read(in, 2);
                case 6:
                    in = connection.getInputStream();
                    return in.markSupported() + " " + in.skip(2) + " " + in.read();
                default:
                    in = connection.getInputStream();
                    in.mark(10);
                    int one = in.read();
                    in.reset();
                    return one + " " + in.read();
            }
        });
    }

    private static Object read(InputStream in, int most) throws IOException {
        byte[] chunk = new byte[8192];
        long read = 0;
        int hash = 0;
        try {
            for (int n; read < most && (n = in.read(chunk, 0, (int) Math.min(chunk.length, most - read))) >= 0; ) {
                for (int i = 0; i < n; i++) {
                    hash = 31 * hash + chunk[i];
                }
                read += n;
            }
        } catch (IOException e) {
            throw new IOException("after " + read + " #" + hash, e);
        }
        return read + " bytes #" + hash;
    }

    private static Map<String, Object> sorted(Map<String, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        for (Map.Entry<String, ?> entry : map.entrySet()) {
            sorted.put(String.valueOf(entry.getKey()), entry.getValue());
        }
        return sorted;
    }

    private void attempt(String name, Op op) {
        String result;
        try {
            result = String.valueOf(op.run());
        } catch (Throwable thrown) {
            StringBuilder text = new StringBuilder();
            for (Throwable t = thrown; t != null && text.length() < 600; t = t.getCause()) {
                text.append(" <- ").append(t.getClass().getName());
                if (!(t instanceof NullPointerException)) {
                    // Its message is the JVM's own, and depends on what is compiled already.
                    text.append(": ").append(t.getMessage());
                }
            }
            result = "THROWS" + text;
        }
        System.out.println("  " + name + " = "
                + result.replaceAll("@[0-9a-f]{4,}", "@").replaceAll("Session\\(\\d+\\|", "Session("));
    }
}
