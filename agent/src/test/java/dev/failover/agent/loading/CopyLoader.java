package dev.failover.agent.loading;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * A program's class loader with a copy of a library of its own, under package names of its choice, and perhaps without one of
 * its methods; woven as the JVM would have it woven.
 */
final class CopyLoader extends ClassLoader {
    private final String root;
    private final String renamed;
    private final ClientTransformer transformer;
    private final Predicate<String> lacks;

    /** @param lacks which methods its library does not have, by name */
    CopyLoader(String root, String renamed, ClientTransformer transformer, Predicate<String> lacks) {
        super(CopyLoader.class.getClassLoader());
        this.root = root;
        this.renamed = renamed;
        this.transformer = transformer;
        this.lacks = lacks;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        String path = name.replace('.', '/');
        if (!path.startsWith(renamed + "/")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] bytes = copy(path);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] woven = transformer.transform(this, path, null, null, bytes);
            byte[] defined = woven == null ? bytes : woven;
            return defineClass(name, defined, 0, defined.length);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        String path = name.endsWith(".class") ? name.substring(0, name.length() - ".class".length()) : name;
        if (!path.startsWith(renamed + "/")) {
            return super.getResourceAsStream(name);
        }
        byte[] bytes = copy(path);
        return bytes == null ? null : new java.io.ByteArrayInputStream(bytes);
    }

    private byte[] copy(String path) {
        try (InputStream in = super.getResourceAsStream(root + path.substring(renamed.length()) + ".class")) {
            if (in == null) {
                return null;
            }
            ClassWriter writer = new ClassWriter(0);
            Remapper names = new Remapper(Opcodes.ASM9) {
                @Override
                public String map(String original) {
                    return original.startsWith(root + "/") ? renamed + original.substring(root.length()) : original;
                }
            };
            ClassVisitor without = new ClassVisitor(Opcodes.ASM9, writer) {
                @Override
                public MethodVisitor visitMethod(
                        int access, String name, String descriptor, String signature, String[] exceptions) {
                    return lacks.test(name) ? null : super.visitMethod(access, name, descriptor, signature, exceptions);
                }
            };
            new ClassReader(in).accept(new ClassRemapper(without, names), 0);
            return writer.toByteArray();
        } catch (IOException unreadable) {
            throw new IllegalStateException(path, unreadable);
        }
    }
}
