package dev.failover.agent.loading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Looks, before an adapter is used for the first time, whether the library has everything that the adapter will ask it for:
 * another version of it would else fail in the middle of a call. Only reads class files; loads nothing.
 */
final class ReferenceCheck {
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int CLASS = 7;

    private final AdapterLoader loader;
    private final Map<String, @Nullable Shape> shapes = new HashMap<>();
    private final List<String> missing = new ArrayList<>();

    ReferenceCheck(AdapterLoader loader) {
        this.loader = loader;
    }

    /** What the library has not, of all that is asked of it by a class of ours and those that it uses; empty if it fits. */
    List<String> missing(String handler) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(handler.replace('.', '/'));
        while (!open.isEmpty()) {
            String path = open.remove();
            byte[] bytes = seen.add(path) ? loader.bytes(path) : null;
            if (bytes != null) {
                check(path, new ClassReader(bytes), open);
            }
        }
        return missing;
    }

    private void check(String path, ClassReader ours, Deque<String> open) {
        char[] buffer = new char[ours.getMaxStringLength()];
        for (int i = 1; i < ours.getItemCount(); i++) {
            int item = ours.getItem(i);
            if (item == 0) {
                continue;
            }
            switch (ours.readByte(item - 1)) {
                case CLASS:
                    String name = ours.readUTF8(item, buffer);
                    if (isAdapter(name)) {
                        open.add(name);
                    } else if (isLibrarys(name) && shape(name) == null) {
                        lacks(name);
                    }
                    break;
                case FIELD:
                case METHOD:
                case INTERFACE_METHOD:
                    String owner = ours.readClass(item, buffer);
                    int named = ours.getItem(ours.readUnsignedShort(item + 2));
                    String member = ours.readUTF8(named, buffer) + ours.readUTF8(named + 2, buffer);
                    if (isLibrarys(owner) && shape(owner) != null && !has(owner, member)) {
                        lacks(owner + "." + member);
                    }
                    break;
                default:
                // Numbers and texts.
            }
        }
        checkImplemented(path);
    }

    /** A newer version of an interface may ask of our classes what they do not have. */
    private void checkImplemented(String path) {
        Shape ours = shape(path);
        if (ours == null || ours.isAbstract) {
            return;
        }
        Set<String> demanded = new HashSet<>();
        Set<String> provided = new HashSet<>();
        collect(path, demanded, provided);
        demanded.removeAll(provided);
        for (String method : demanded) {
            lacks("use for " + path.replace('/', '.') + " without " + method);
        }
    }

    private void collect(String path, Set<String> demanded, Set<String> provided) {
        Shape shape = shape(path);
        if (shape == null) {
            return;
        }
        for (Map.Entry<String, Integer> method : shape.methods.entrySet()) {
            boolean isAbstract = (method.getValue() & Opcodes.ACC_ABSTRACT) != 0;
            (isAbstract ? demanded : provided).add(method.getKey());
        }
        for (String parent : shape.parents) {
            collect(parent, demanded, provided);
        }
    }

    private void lacks(String what) {
        String text = what.replace('/', '.');
        if (!missing.contains(text)) {
            missing.add(text);
        }
    }

    private boolean has(String owner, String member) {
        Shape shape = shape(owner);
        if (shape == null) {
            return false;
        }
        Integer access = shape.methods.get(member);
        if (access != null) {
            return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
        }
        for (String parent : shape.parents) {
            if (has(parent, member)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAdapter(String path) {
        return AdapterLoader.isAdapter(path.replace('/', '.'));
    }

    private static boolean isLibrarys(String path) {
        return !path.startsWith("[")
                && !path.startsWith("java/")
                && !path.startsWith("javax/net/")
                && !path.startsWith("dev/failover/");
    }

    private @Nullable Shape shape(String path) {
        if (shapes.containsKey(path)) {
            return shapes.get(path);
        }
        byte[] bytes = loader.bytes(path);
        Shape shape = null;
        if (bytes != null) {
            shape = new Shape();
            new ClassReader(bytes).accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        }
        shapes.put(path, shape);
        return shape;
    }

    /** What a class has, and what it has it from. */
    private static final class Shape extends ClassVisitor {
        final Map<String, Integer> methods = new HashMap<>();
        final List<String> parents = new ArrayList<>();
        boolean isAbstract;

        Shape() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                String signature,
                @Nullable String superName,
                String[] interfaces) {
            isAbstract = (access & Opcodes.ACC_ABSTRACT) != 0;
            if (superName != null) {
                parents.add(superName);
            }
            parents.addAll(java.util.Arrays.asList(interfaces));
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            methods.put(name + descriptor, access);
            return null;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, String signature, Object value) {
            methods.put(name + descriptor, access);
            return null;
        }
    }
}
