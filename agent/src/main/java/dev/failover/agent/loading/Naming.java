package dev.failover.agent.loading;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Where the classes of one copy of a library lie: programs take libraries along under other package names. Found by
 * comparing what a woven method takes and returns with what it does in the library itself. Guarded by the weaver, then
 * immutable.
 */
final class Naming {
    private final Library library;
    private final Map<String, String> roots = new HashMap<>();

    Naming(Target target, String path) {
        library = target.library;
        if (!library.roots().isEmpty()) {
            roots.put(library.roots().get(0), target.rootIn(path));
        }
    }

    Library library() {
        return library;
    }

    /** Whether every class lies where its library has put it. */
    boolean isOriginal() {
        for (Map.Entry<String, String> root : roots.entrySet()) {
            if (!root.getKey().equals(root.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Whether a descriptor is that of the library, but for the packages; learns from it where they are. */
    boolean fits(@Nullable String original, String actual) {
        if (original == null) {
            return true;
        }
        if (library.roots().isEmpty()) {
            return original.equals(actual);
        }
        Type[] expected = Type.getArgumentTypes(original);
        Type[] found = Type.getArgumentTypes(actual);
        if (expected.length != found.length) {
            return false;
        }
        Map<String, String> learned = new HashMap<>(roots);
        for (int i = 0; i < expected.length; i++) {
            if (!fits(expected[i], found[i], learned)) {
                return false;
            }
        }
        if (!fits(Type.getReturnType(original), Type.getReturnType(actual), learned)) {
            return false;
        }
        roots.putAll(learned);
        return true;
    }

    private boolean fits(Type expected, Type found, Map<String, String> learned) {
        String root = expected.getSort() == Type.OBJECT ? rootOf(expected.getInternalName()) : null;
        if (root == null) {
            return expected.equals(found);
        }
        String tail = expected.getInternalName().substring(root.length());
        if (found.getSort() != Type.OBJECT || !found.getInternalName().endsWith(tail)) {
            return false;
        }
        String name = found.getInternalName();
        String actual = name.substring(0, name.length() - tail.length());
        String known = learned.put(root, actual);
        return known == null || known.equals(actual);
    }

    private @Nullable String rootOf(String path) {
        for (String root : library.roots()) {
            if (path.startsWith(root) && path.startsWith("/", root.length())) {
                return root;
            }
        }
        return null;
    }

    /** Where a class of the library lies in this copy. */
    String map(String path) {
        String root = rootOf(path);
        String actual = root == null ? null : roots.get(root);
        return root == null || actual == null ? path : actual + path.substring(root.length());
    }
}
