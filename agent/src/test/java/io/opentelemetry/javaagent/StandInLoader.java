package io.opentelemetry.javaagent;

/** Named as the class loader of another agent is. */
public final class StandInLoader extends ClassLoader {
    public StandInLoader() {
        super(StandInLoader.class.getClassLoader());
    }
}
