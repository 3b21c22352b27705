package dev.failover.config;

/** Full names of classes as they are written in a configuration. Stateless. */
final class ClassNames {
    private ClassNames() {}

    /**
     * Checks the spelling; whether there is such a class nobody asks.
     *
     * @return the name
     * @throws InvalidValueException if it has no package, or is no name at all
     */
    static String check(String name) {
        if (name.endsWith(".class")) {
            throw new InvalidValueException(Text.quote(name) + " is not the name of a class; write "
                    + Text.printable(name.substring(0, name.length() - ".class".length()), 80));
        }
        boolean begins = true;
        boolean dotted = false;
        boolean valid = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.') {
                valid &= !begins;
                begins = true;
                dotted = true;
            } else {
                valid &= begins ? Character.isJavaIdentifierStart(c) : isPart(c);
                begins = false;
            }
        }
        if (!valid || begins) {
            throw new InvalidValueException(
                    Text.quote(name) + " is not the name of a class; write the full name, such as java.io.IOException");
        }
        // A class without a package is far less likely than one whose package was forgotten, and would never match.
        if (!dotted) {
            throw new InvalidValueException(
                    Text.quote(name) + " has no package; write the full name, such as java.io.IOException");
        }
        return name;
    }

    private static boolean isPart(char c) {
        return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }
}
