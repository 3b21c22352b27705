package acme.frameworks;

/** What the program got: the status if it can see it, else 200. */
public final class Answer {
    final int status;
    final String body;

    public Answer(int status, String body) {
        this.status = status;
        this.body = body;
    }

    public static Answer ok(String body) {
        return new Answer(200, body);
    }
}
