package acme.suite;

import java.io.IOException;

/** A program that makes no calls. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) throws IOException {
        System.out.println("hello");
        Footprint.print();
    }
}
