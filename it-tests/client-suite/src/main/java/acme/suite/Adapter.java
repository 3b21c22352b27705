package acme.suite;

/** What is written for each client: a public class with a public constructor without parameters. */
public interface Adapter {
    Traits traits();

    ClientUnderTest open(Setup setup) throws Exception;
}
