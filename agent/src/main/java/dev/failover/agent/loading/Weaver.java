package dev.failover.agent.loading;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Puts the calls of the bridge into a class. No field, method or interface is added, so that it works on classes that are
 * loaded already, and no class is loaded to be woven.
 *
 * <p>Of Byte Buddy only the class reader and writer are used: what is woven is a handful of instructions, and its advice
 * would cost a program's first call a quarter of a second.
 */
final class Weaver {
    /** As in {@link ClassReader}: class files from Java 6 on say what lies where at every jump. */
    private static final int FIRST_WITH_FRAMES = Opcodes.V1_6;

    private Weaver() {}

    /** @return null when the class has none of the methods */
    static byte @Nullable [] weave(Target target, Naming naming, byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Weaving weaving = new Weaving(writer, target, naming);
        reader.accept(weaving, 0);
        return weaving.woven ? writer.toByteArray() : null;
    }

    private static final class Weaving extends ClassVisitor {
        private final Target target;
        private final Naming naming;
        private String owner = "";
        private final Map<String, Type> fields = new HashMap<>();
        private boolean frames;
        boolean woven;

        Weaving(ClassVisitor next, Target target, Naming naming) {
            super(Opcodes.ASM9, next);
            this.target = target;
            this.naming = naming;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            owner = name;
            frames = (version & 0xFFFF) >= FIRST_WITH_FRAMES;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        /** Before the methods. */
        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            if ((access & Opcodes.ACC_STATIC) == 0) {
                fields.put(name, Type.getType(descriptor));
            }
            return super.visitField(access, name, descriptor, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_STATIC)) != 0) {
                return method;
            }
            // A method may have several: what comes first here comes first there.
            for (Joint joint : target.joints) {
                if (joint.method.equals(name)
                        && fields.keySet().containsAll(joint.fields)
                        && naming.fits(joint.descriptor, descriptor)) {
                    woven = true;
                    method = JointVisitor.of(joint, method, owner, descriptor, fields, frames);
                }
            }
            return method;
        }
    }
}
