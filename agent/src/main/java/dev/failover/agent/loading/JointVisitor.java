package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Writes into one method what its joint says. */
abstract class JointVisitor extends MethodVisitor {
    private static final String BRIDGE = Type.getInternalName(Bridge.class);
    private static final String OBJECT = "Ljava/lang/Object;";
    /** As many arguments as the bridge passes on. */
    private static final int ARGUMENTS = 6;

    private final Joint joint;
    private final boolean frames;

    private JointVisitor(Joint joint, MethodVisitor next, boolean frames) {
        super(Opcodes.ASM9, next);
        this.joint = joint;
        this.frames = frames;
    }

    /** @param fields what the class has, by name */
    static MethodVisitor of(
            Joint joint,
            MethodVisitor next,
            String owner,
            String descriptor,
            Map<String, Type> fields,
            boolean frames) {
        switch (joint.kind) {
            case AROUND:
                return new Around(joint, next, owner, descriptor, fields, frames);
            case ARGUMENT:
                return new Argument(joint, next, owner, descriptor, fields, frames);
            case RETURNED:
            case OR_TRUE:
                return new AtReturn(joint, next, owner, descriptor, fields, frames);
            case FAILED_ONCE:
            case FAIL_AGAIN:
                return new ByField(joint, next, owner, frames);
            case FIND_BRIDGE:
                return new FindBridge(joint, next, frames);
        }
        throw new IllegalArgumentException(joint.kind.name());
    }

    final Joint joint() {
        return joint;
    }

    final void pushSlot() {
        visitIntInsn(Opcodes.BIPUSH, joint.slot());
    }

    /** Pushes a field of the object that the method belongs to. */
    final void pushField(String owner, String name, Map<String, Type> fields) {
        Type type = fields.get(name);
        if (type == null) {
            throw new IllegalArgumentException(owner + " has no " + name);
        }
        visitVarInsn(Opcodes.ALOAD, 0);
        visitFieldInsn(Opcodes.GETFIELD, owner, name, type.getDescriptor());
        if (!isReference(type) && !box(type)) {
            throw new IllegalArgumentException("cannot pass on " + owner + "." + name);
        }
    }

    /** Makes an object of what lies on the stack; false when that is of a kind that nobody has wanted yet. */
    final boolean box(Type type) {
        String wrapper = wrapper(type);
        if (wrapper != null) {
            String boxing = "(" + type.getDescriptor() + ")L" + wrapper + ";";
            visitMethodInsn(Opcodes.INVOKESTATIC, wrapper, "valueOf", boxing, false);
        }
        return wrapper != null;
    }

    private static @Nullable String wrapper(Type type) {
        switch (type.getSort()) {
            case Type.INT:
                return "java/lang/Integer";
            case Type.BOOLEAN:
                return "java/lang/Boolean";
            case Type.LONG:
                return "java/lang/Long";
            default:
                return null;
        }
    }

    static boolean isReference(Type type) {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }

    final void callBridge(String method, String descriptor) {
        visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, method, descriptor, false);
    }

    /** Whether what lies on the stack is so, or the agent wants it to be for the object that the method belongs to. */
    final void callOrTrue() {
        pushSlot();
        visitVarInsn(Opcodes.ALOAD, 0);
        callBridge("orTrue", "(ZI" + OBJECT + ")Z");
    }

    /** Where the method's own code goes on: with the method's arguments, and what lies on the stack. */
    final void land(Label label, Object... stack) {
        visitLabel(label);
        if (frames) {
            int kind = stack.length == 0 ? Opcodes.F_SAME : Opcodes.F_SAME1;
            visitFrame(kind, 0, null, stack.length, stack);
            // Whatever the method lands on next must be another place.
            visitInsn(stack.length == 0 ? Opcodes.NOP : Opcodes.POP);
        } else if (stack.length > 0) {
            visitInsn(Opcodes.POP);
        }
    }

    /** {@link Joint.Kind#AROUND}. */
    private static final class Around extends JointVisitor {
        private final String owner;
        private final String descriptor;
        private final Map<String, Type> fields;

        Around(
                Joint joint,
                MethodVisitor next,
                String owner,
                String descriptor,
                Map<String, Type> fields,
                boolean frames) {
            super(joint, next, frames);
            this.owner = owner;
            this.descriptor = descriptor;
            this.fields = fields;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            pushSlot();
            visitVarInsn(Opcodes.ALOAD, 0);
            int local = 1;
            int pushed = 0;
            StringBuilder enter = new StringBuilder("(I").append(OBJECT);
            for (Type argument : Type.getArgumentTypes(descriptor)) {
                if (pushed < ARGUMENTS && (isReference(argument) || wrapper(argument) != null)) {
                    visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
                    box(argument);
                    pushed++;
                }
                local += argument.getSize();
            }
            for (String field : joint().fields) {
                pushField(owner, field, fields);
                pushed++;
            }
            for (int i = 0; i < ARGUMENTS; i++) {
                if (i >= pushed) {
                    visitInsn(Opcodes.ACONST_NULL);
                }
                enter.append(OBJECT);
            }
            callBridge("enter", enter.append(")[").append(OBJECT).toString());
            Label own = new Label();
            visitInsn(Opcodes.DUP);
            visitJumpInsn(Opcodes.IFNULL, own);
            callBridge("result", "([" + OBJECT + ")" + OBJECT);
            returnIt(Type.getReturnType(descriptor));
            land(own, "[" + OBJECT);
        }

        private void returnIt(Type returned) {
            if (isReference(returned)) {
                visitTypeInsn(Opcodes.CHECKCAST, returned.getInternalName());
                visitInsn(Opcodes.ARETURN);
            } else if (returned.getSort() == Type.VOID) {
                visitInsn(Opcodes.POP);
                visitInsn(Opcodes.RETURN);
            } else if (returned.getSort() == Type.INT) {
                visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Integer");
                visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Integer", "intValue", "()I", false);
                visitInsn(Opcodes.IRETURN);
            } else if (returned.getSort() == Type.BOOLEAN) {
                visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Boolean");
                visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Boolean", "booleanValue", "()Z", false);
                visitInsn(Opcodes.IRETURN);
            } else {
                throw new IllegalArgumentException("cannot return " + returned);
            }
        }
    }

    /** {@link Joint.Kind#ARGUMENT}. */
    private static final class Argument extends JointVisitor {
        private final String owner;
        private final Type argument;
        private final Map<String, Type> fields;

        Argument(
                Joint joint,
                MethodVisitor next,
                String owner,
                String descriptor,
                Map<String, Type> fields,
                boolean frames) {
            super(joint, next, frames);
            this.owner = owner;
            this.fields = fields;
            Type[] arguments = Type.getArgumentTypes(descriptor);
            if (arguments.length == 0 || arguments[0].getSort() != Type.OBJECT || joint.fields.size() != 2) {
                throw new IllegalArgumentException("cannot replace what " + owner + "." + joint.method + " is given");
            }
            argument = arguments[0];
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitVarInsn(Opcodes.ALOAD, 1);
            pushSlot();
            visitVarInsn(Opcodes.ALOAD, 0);
            for (String field : joint().fields) {
                pushField(owner, field, fields);
            }
            callBridge("replaced", "(" + OBJECT + "I" + OBJECT + OBJECT + OBJECT + ")" + OBJECT);
            visitTypeInsn(Opcodes.CHECKCAST, argument.getInternalName());
            visitVarInsn(Opcodes.ASTORE, 1);
        }
    }

    /** {@link Joint.Kind#RETURNED} and {@link Joint.Kind#OR_TRUE}. */
    private static final class AtReturn extends JointVisitor {
        private final String owner;
        private final Map<String, Type> fields;
        private final Type returned;
        private final int arguments;

        AtReturn(
                Joint joint,
                MethodVisitor next,
                String owner,
                String descriptor,
                Map<String, Type> fields,
                boolean frames) {
            super(joint, next, frames);
            this.owner = owner;
            this.fields = fields;
            returned = Type.getReturnType(descriptor);
            arguments = Type.getArgumentTypes(descriptor).length;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                pushSlot();
                visitVarInsn(Opcodes.ALOAD, 0);
                for (int argument = 0; argument < 2; argument++) {
                    int field = argument - arguments;
                    if (field < 0) {
                        visitVarInsn(Opcodes.ALOAD, argument + 1);
                    } else if (field < joint().fields.size()) {
                        pushField(owner, joint().fields.get(field), fields);
                    } else {
                        visitInsn(Opcodes.ACONST_NULL);
                    }
                }
                callBridge("replaced", "(" + OBJECT + "I" + OBJECT + OBJECT + OBJECT + ")" + OBJECT);
                visitTypeInsn(Opcodes.CHECKCAST, returned.getInternalName());
            } else if (opcode == Opcodes.IRETURN) {
                callOrTrue();
            }
            super.visitInsn(opcode);
        }
    }

    /** {@link Joint.Kind#FAILED_ONCE} and {@link Joint.Kind#FAIL_AGAIN}. */
    private static final class ByField extends JointVisitor {
        private static final String FIELD = "failedOnce";

        private final String owner;

        ByField(Joint joint, MethodVisitor next, String owner, boolean frames) {
            super(joint, next, frames);
            this.owner = owner;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitVarInsn(Opcodes.ALOAD, 0);
            if (joint().kind == Joint.Kind.FAILED_ONCE) {
                visitInsn(Opcodes.DUP);
                visitFieldInsn(Opcodes.GETFIELD, owner, FIELD, "Z");
                callOrTrue();
                visitFieldInsn(Opcodes.PUTFIELD, owner, FIELD, "Z");
            } else {
                failAgain();
            }
        }

        /**
         * The connection has answered, and may be kept for requests that are not ours to judge: the JDK itself forgets only where an
         * answer has a body.
         */
        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.IRETURN && joint().kind == Joint.Kind.FAILED_ONCE) {
                visitVarInsn(Opcodes.ALOAD, 0);
                super.visitInsn(Opcodes.DUP);
                visitFieldInsn(Opcodes.GETFIELD, owner, FIELD, "Z");
                super.visitInsn(Opcodes.ICONST_0);
                callOrTrue();
                super.visitInsn(Opcodes.ICONST_1);
                super.visitInsn(Opcodes.IXOR);
                super.visitInsn(Opcodes.IAND);
                visitFieldInsn(Opcodes.PUTFIELD, owner, FIELD, "Z");
            }
            super.visitInsn(opcode);
        }

        private void failAgain() {
            Label own = new Label();
            visitFieldInsn(Opcodes.GETFIELD, owner, FIELD, "Z");
            visitJumpInsn(Opcodes.IFEQ, own);
            visitInsn(Opcodes.ICONST_0);
            callOrTrue();
            visitJumpInsn(Opcodes.IFEQ, own);
            visitTypeInsn(Opcodes.NEW, "java/io/IOException");
            visitInsn(Opcodes.DUP);
            visitLdcInsn("Error writing to server");
            visitMethodInsn(Opcodes.INVOKESPECIAL, "java/io/IOException", "<init>", "(Ljava/lang/String;)V", false);
            visitInsn(Opcodes.ATHROW);
            land(own);
        }
    }

    /** {@link Joint.Kind#FIND_BRIDGE}. */
    private static final class FindBridge extends JointVisitor {
        private static final String PACKAGE =
                BRIDGE.substring(0, BRIDGE.lastIndexOf('/') + 1).replace('/', '.');

        FindBridge(Joint joint, MethodVisitor next, boolean frames) {
            super(joint, next, frames);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            Label own = new Label();
            visitVarInsn(Opcodes.ALOAD, 1);
            visitLdcInsn(PACKAGE);
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "startsWith", "(Ljava/lang/String;)Z", false);
            visitJumpInsn(Opcodes.IFEQ, own);
            visitVarInsn(Opcodes.ALOAD, 1);
            visitInsn(Opcodes.ICONST_0);
            visitInsn(Opcodes.ACONST_NULL);
            visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    "java/lang/Class",
                    "forName",
                    "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;",
                    false);
            visitInsn(Opcodes.ARETURN);
            land(own);
        }
    }
}
