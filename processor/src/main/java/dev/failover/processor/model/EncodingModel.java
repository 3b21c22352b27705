package dev.failover.processor.model;

/**
 * An annotation that says how the body is made of parameters.
 *
 * @param origin of the annotation
 */
public record EncodingModel(Kind kind, Origin origin) {
    /** The annotations, and where they put what nothing else binds. */
    public enum Kind {
        FORM("@Form", ParameterModel.Binding.FIELD),
        MULTIPART("@Multipart", ParameterModel.Binding.PART);

        private final String annotation;
        private final ParameterModel.Binding binding;

        Kind(String annotation, ParameterModel.Binding binding) {
            this.annotation = annotation;
            this.binding = binding;
        }

        public String annotation() {
            return annotation;
        }

        public ParameterModel.Binding binding() {
            return binding;
        }
    }
}
