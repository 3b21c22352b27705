package dev.failover.config;

import java.io.File;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration is read from. A source that is not given is empty; nothing is taken from the process on its own,
 * unless {@link #ofProcess} says so. Immutable and thread-safe.
 */
public final class ConfigSources {
    final String agentArgument;
    final Map<String, String> systemProperties;
    final Map<String, String> environment;
    final Map<String, String> code;
    final @Nullable String file;
    final @Nullable File agentDirectory;
    final @Nullable File workingDirectory;
    final boolean looksForFile;
    final boolean endpointsMayComeFromCode;

    private ConfigSources(Builder builder) {
        agentArgument = builder.agentArgument;
        systemProperties = builder.systemProperties;
        environment = builder.environment;
        code = builder.code;
        file = builder.file;
        agentDirectory = builder.agentDirectory;
        workingDirectory = builder.workingDirectory;
        looksForFile = builder.looksForFile;
        endpointsMayComeFromCode = builder.endpointsMayComeFromCode;
    }

    /** Nothing yet, and no file is looked for. */
    public static Builder builder() {
        return new Builder();
    }

    /** The system properties, the environment and the working directory of this process; a file is looked for. */
    public static Builder ofProcess() {
        return new Builder()
                .systemProperties(System.getProperties())
                .environment(System.getenv())
                .lookForFile(null, null);
    }

    /** Not thread-safe. */
    public static final class Builder {
        private String agentArgument = "";
        private Map<String, String> systemProperties = Collections.emptyMap();
        private Map<String, String> environment = Collections.emptyMap();
        private final Map<String, String> code = new LinkedHashMap<>();
        private @Nullable String file;
        private @Nullable File agentDirectory;
        private @Nullable File workingDirectory;
        private boolean looksForFile;
        private boolean endpointsMayComeFromCode;

        private Builder() {}

        /**
         * What follows {@code -javaagent:agent.jar=}: {@code config=/etc/failover.ini,agent.mode=observe}. Separated by
         * commas; a part without {@code =} continues the value before it, and {@code \,} is a comma of a value.
         *
         * @param argument null and empty mean none
         * @return this
         */
        public Builder agentArgument(@Nullable String argument) {
            agentArgument = argument == null ? "" : argument;
            return this;
        }

        /**
         * Those that begin with {@code failover.} count, and one that begins so but for upper case is told. They are copied.
         *
         * @param properties the system properties, or a stand-in for them
         * @return this
         */
        public Builder systemProperties(Properties properties) {
            Map<String, String> copy = new TreeMap<>();
            for (String name : properties.stringPropertyNames()) {
                String value = properties.getProperty(name);
                if (name.regionMatches(true, 0, Layer.PROPERTY_PREFIX, 0, Layer.PROPERTY_PREFIX.length())
                        && value != null) {
                    copy.put(name, value);
                }
            }
            systemProperties = copy;
            return this;
        }

        /**
         * Those that begin with {@code FAILOVER_} count; secrets may refer to all.
         *
         * @param variables the environment, or a stand-in for it; not copied, so it must not change
         * @return this
         */
        public Builder environment(Map<String, String> variables) {
            environment = variables;
            return this;
        }

        /**
         * A setting that the program makes in code: weaker than all of operations, stronger than {@code [defaults]}.
         *
         * @param name such as {@code service.orders.deadline}
         * @param value as it is written in a file
         * @return this
         */
        public Builder code(String name, String value) {
            code.put(name, value);
            return this;
        }

        /**
         * Reads this file, and looks for no other.
         *
         * @param path absolute, or relative to the working directory; that it does not exist is an error
         * @return this
         */
        public Builder file(String path) {
            file = path;
            return this;
        }

        /**
         * Looks for a file: the one that {@code config.file} names; otherwise {@code config.ini} beside the agent, {@code
         * config/failover.ini} and {@code failover.ini} in the working directory. The first one counts.
         *
         * @param agentDirectory where the jar of the agent lies; null if there is none
         * @param workingDirectory where relative paths begin; null for that of the process
         * @return this
         */
        public Builder lookForFile(@Nullable File agentDirectory, @Nullable File workingDirectory) {
            this.agentDirectory = agentDirectory;
            this.workingDirectory = workingDirectory;
            looksForFile = true;
            return this;
        }

        /**
         * A service without endpoints is no error, because the program names them later in code.
         *
         * @return this
         */
        public Builder endpointsMayComeFromCode() {
            endpointsMayComeFromCode = true;
            return this;
        }

        /** The sources. The builder can be used on. */
        public ConfigSources build() {
            return new ConfigSources(this);
        }
    }
}
