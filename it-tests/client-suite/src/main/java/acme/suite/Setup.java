package acme.suite;

/** How a client is to be built; a fresh one for every case. Fields that a client cannot obey are lacking {@link Feature}s. */
public final class Setup {
    /** 0: the client's default. */
    public int connectMillis = 10_000;

    public int readMillis = 10_000;
    public boolean followRedirects = true;

    /** Connections that may be open to one host, and in all; 0: the client's default. */
    public int connections;

    public boolean cookies;

    /** For a challenge by Basic authentication; null: none. */
    public String user;

    public String password;

    /** At 127.0.0.1; 0: none, whatever the system's settings say. */
    public int proxyPort;

    public boolean http2;

    public Setup connectMillis(int value) {
        connectMillis = value;
        return this;
    }

    public Setup readMillis(int value) {
        readMillis = value;
        return this;
    }

    public Setup followRedirects(boolean value) {
        followRedirects = value;
        return this;
    }

    public Setup connections(int value) {
        connections = value;
        return this;
    }

    public Setup cookies() {
        cookies = true;
        return this;
    }

    public Setup credentials(String name, String secret) {
        user = name;
        password = secret;
        return this;
    }

    public Setup proxyPort(int value) {
        proxyPort = value;
        return this;
    }

    public Setup http2() {
        http2 = true;
        return this;
    }
}
