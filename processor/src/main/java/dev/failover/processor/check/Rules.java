package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ServiceModel;
import java.util.List;

/** All rules, in the order in which their messages appear. */
public final class Rules {
    private static final List<Rule> RULES = List.of(
            new InterfaceRule(),
            new DialectRule(),
            new RemarkRule(),
            new PrefixRule(),
            new GenericServiceRule(),
            new ServiceNameRule(),
            new EndpointsRule(),
            new InheritanceRule(),
            new LocalMethodRule(),
            new ServiceHeadersRule(),
            new PolicyRule(),
            new CloseRule(),
            new DeadlineRule(),
            new RepeatRule(),
            new CacheRule(),
            new SameRequestRule(),
            new ForeignPolicyRule(),
            new ErrorRule(),
            new FallbackRule());

    private static final List<OperationRule> OPERATION_RULES = List.of(
            new VerbRule(),
            new TemplateRule(),
            new NamesLostRule(),
            new VariablesRule(),
            new DestinationRule(),
            new BeanRule(),
            new NestedRule(),
            new PathValueRule(),
            new BodyRule(),
            new EncodingRule(),
            new EndpointParameterRule(),
            new MapRule(),
            new DefaultRule(),
            new TextRule(),
            new GenericMethodRule(),
            new ReturnRule(),
            new HeadersRule());

    private static final List<OperationRule> DELEGATE_RULES = List.of(new DelegateRule());

    private Rules() {}

    public static Report check(ServiceModel service) {
        Report report = new Report(service.dialect().vocabulary());
        for (Rule rule : RULES) {
            rule.check(service, report);
        }
        if (!service.dialect().mix().isEmpty()) {
            // What one dialect makes of the other's methods is no news.
            return report;
        }
        String httpSign = service.httpSign();
        for (OperationModel operation : service.operations()) {
            if (httpSign != null && operation.verbs().isEmpty()) {
                report.add(Message.NO_VERB, operation.origin(), operation.name(), operation.name(), httpSign);
                continue;
            }
            for (OperationRule rule : httpSign == null ? DELEGATE_RULES : OPERATION_RULES) {
                rule.check(operation, report);
            }
        }
        return report;
    }
}
