package dev.failover.processor.write;

import com.palantir.javapoet.ClassName;

/** What generated code names, as names: the runtime is on the user's class path, not on the processor's. */
final class RuntimeTypes {
    static final ClassName MANAGER = ClassName.get("dev.failover", "FailoverManager");
    static final ClassName CODEC = ClassName.get("dev.failover.codec", "Codec");
    static final ClassName CODECS = ClassName.get("dev.failover.codec", "Codecs");
    static final ClassName HTTP_METHOD = ClassName.get("dev.failover.http", "HttpMethod");
    static final ClassName REQUEST = ClassName.get("dev.failover.http", "Request");
    static final ClassName OPERATION = ClassName.get("dev.failover.stub", "Operation");
    static final ClassName POLICIES = ClassName.get("dev.failover.stub", "Policies");
    static final ClassName ERROR_MAPPINGS = ClassName.get("dev.failover.stub", "ErrorMappings");
    static final ClassName RESULT = ClassName.get("dev.failover.stub", "Result");
    static final ClassName RESULTS = ClassName.get("dev.failover.stub", "Results");
    static final ClassName SEGMENTS = ClassName.get("dev.failover.stub", "Segments");
    static final ClassName CLIENT = ClassName.get("dev.failover.stub", "StubClient");
    static final ClassName RESPONSE = ClassName.get("dev.failover.stub", "Response");
    static final ClassName DELEGATES = ClassName.get("dev.failover.stub", "Delegates");
    static final ClassName DELEGATES_BUILDER = ClassName.get("dev.failover.stub", "DelegatesBuilder");
    static final ClassName DELEGATE_CALL = ClassName.get("dev.failover.stub", "DelegateCall");
    static final ClassName DELEGATE_OPERATION = ClassName.get("dev.failover.stub", "DelegateOperation");
    static final ClassName COOKIES = ClassName.get("dev.failover.stub", "CookieWriter");
    static final ClassName FORM = ClassName.get("dev.failover.stub", "FormWriter");
    static final ClassName MULTIPART = ClassName.get("dev.failover.stub", "MultipartWriter");
    static final ClassName SEPARATOR = ClassName.get("dev.failover.stub", "Separator");
    static final ClassName VALUES = ClassName.get("dev.failover.stub", "Values");
    static final ClassName TYPES = ClassName.get("dev.failover.stub", "Types");

    private RuntimeTypes() {}
}
