package dev.failover.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Runs a test on several Java versions: few of them in every build, all that make sense with {@code -Dguest=all}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "Java {0}")
@ArgumentsSource(OnJava.Versions.class)
@interface OnJava {
    int[] value();

    int[] all();

    /** The versions of this run. */
    final class Versions implements ArgumentsProvider {
        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            OnJava on = context.getRequiredTestMethod().getAnnotation(OnJava.class);
            int[] versions = "all".equals(System.getProperty("guest")) ? on.all() : on.value();
            return Arrays.stream(versions).mapToObj(Arguments::of);
        }
    }
}
