package dev.failover.agent.loading;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;

/**
 * Inlines the calls of the bridge. No field, method or interface is added, so that it works on classes that are loaded
 * already, and no class is loaded to be woven.
 *
 * <p>The weaver's own {@code AgentBuilder} is not used: it needs {@code sun.misc.Unsafe}, about which newer JVMs warn.
 */
final class Weaver {
    private static final String ADVICE = "dev.failover.agent.loading.";

    private Weaver() {}

    static byte[] weave(Recipe recipe, String name, byte[] bytes) {
        ClassFileLocator ours = ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
        Map<String, byte[]> own = new HashMap<>();
        own.put(name, bytes);
        ClassFileLocator all = new ClassFileLocator.Compound(
                new ClassFileLocator.Simple(own), ours, ClassFileLocator.ForClassLoader.ofBootLoader());
        TypePool pool = TypePool.Default.of(all);
        TypeDescription type = pool.describe(name).resolve();
        DynamicType.Builder<?> builder = new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                .with(InstrumentedType.Factory.Default.FROZEN)
                .decorate(type, all);
        return advise(builder, recipe, new Advices(pool, all)).make().getBytes();
    }

    private static DynamicType.Builder<?> advise(DynamicType.Builder<?> builder, Recipe recipe, Advices advices) {
        switch (recipe) {
            case STREAM_HANDLER:
                return builder.visit(advices.of("OpenConnectionAdvice")
                        .on(named("openConnection").and(takesArguments(2))));
            case URL_CONNECTION:
                return builder.visit(advices.of("StreamingAdvice").on(named("streaming")))
                        .visit(advices.of("WriteAgainAdvice").on(named("writeRequests")));
            case URL_CLIENT:
                return builder.visit(advices.of("SendOnceAdvice").on(named("parseHTTP")));
            case JDK_CLIENT:
                return builder.visit(advices.of("SendAdvice").on(named("send").and(takesArguments(2))))
                        .visit(advices.of("SendAsyncAdvice")
                                .on(named("sendAsync").and(takesArguments(3))));
        }
        throw new IllegalArgumentException(recipe.name());
    }

    /** Advice by name: the class itself is never loaded, only read. */
    private static final class Advices {
        private final TypePool pool;
        private final ClassFileLocator locator;

        Advices(TypePool pool, ClassFileLocator locator) {
            this.pool = pool;
            this.locator = locator;
        }

        Advice of(String name) {
            return Advice.to(pool.describe(ADVICE + name).resolve(), locator);
        }
    }
}
