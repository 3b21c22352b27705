package dev.failover.processor.model;

/**
 * A parameter that stands for several.
 *
 * @param name of the parameter, for messages
 * @param access the Java expression for it
 * @param type as the user sees it
 * @param origin of the annotation
 * @param fault what keeps it from being taken apart
 * @param detail the member or the annotation that is at fault, if one is
 */
public record BeanModel(String name, String access, String type, Origin origin, Fault fault, String detail) {
    /** Why it cannot be taken apart. */
    public enum Fault {
        NONE,
        /** There are no members that could be values. */
        NO_BEAN,
        /** A member is annotated that generated code cannot read. */
        HIDDEN,
        /** Another annotation says where it goes. */
        BOUND,
        /** It holds itself. */
        ENDLESS,
        /** It holds itself, without an annotation that says so. */
        ENDLESS_OBJECT
    }

    /** The same, told at another place. */
    public BeanModel at(Origin newOrigin) {
        return new BeanModel(name, access, type, newOrigin, fault, detail);
    }
}
