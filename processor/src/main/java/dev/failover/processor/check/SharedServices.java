package dev.failover.processor.check;

import dev.failover.config.EndpointList;
import dev.failover.config.InvalidValueException;
import dev.failover.processor.model.PolicySetting;
import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.model.Sourced;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * FS018: what has one configuration key is said once. Methods have no keys of their own, so overloads cannot be in each
 * other's way; interfaces of one service can. A manager refuses the second client of those that contradict each other, and
 * takes the endpoints of the first.
 *
 * <p>Lives as long as the compilation, and so keeps no elements. It sees what is compiled together, and changes nothing of what
 * is generated: a build tool that compiles only one of the interfaces anew misses the message, and no more.
 */
public final class SharedServices {
    private static final String TOKEN = "failover:endpoints";

    private final Map<String, Map<String, Said>> policies = new HashMap<>();
    private final Map<String, Listed> endpoints = new HashMap<>();

    private record Said(String text, String type) {}

    private record Listed(List<?> endpoints, String type) {}

    /** Does nothing for what is wrong already. */
    public void check(ServiceModel service, Report report) {
        if (report.hasErrors()) {
            return;
        }
        checkPolicies(service, report);
        checkEndpoints(service, report);
    }

    private void checkPolicies(ServiceModel service, Report report) {
        String name = service.name().text();
        String type = service.type().getSimpleName().toString();
        Map<String, Said> known = policies.computeIfAbsent(name, key -> new HashMap<>());
        for (PolicySetting setting : service.policies().ofService()) {
            String text = setting.value().text();
            Said earlier = known.putIfAbsent(setting.key(), new Said(text, type));
            if (earlier != null && !earlier.text.equals(text)) {
                report.add(
                        Message.SHARED_KEY,
                        setting.value().origin(),
                        setting.attribute(),
                        text,
                        earlier.text,
                        earlier.type,
                        name,
                        setting.key(),
                        type);
            }
        }
    }

    private void checkEndpoints(ServiceModel service, Report report) {
        List<Sourced> listed = service.endpoints();
        boolean isMeant = service.policies().suppressed().contains(TOKEN);
        if (listed.isEmpty() || isMeant) {
            return;
        }
        String type = service.type().getSimpleName().toString();
        Listed here = new Listed(parsed(listed), type);
        Listed earlier = endpoints.putIfAbsent(service.name().text(), here);
        if (earlier != null && !earlier.endpoints.equals(here.endpoints)) {
            report.add(
                    Message.SHARED_ENDPOINTS,
                    listed.get(0).origin(),
                    type,
                    earlier.type,
                    service.name().text());
        }
    }

    /** {@code http://a} and {@code http://a:80/} are one. */
    private static List<?> parsed(List<Sourced> urls) {
        List<Object> parsed = new ArrayList<>();
        for (Sourced url : urls) {
            try {
                parsed.add(EndpointList.parseOne(url.text()));
            } catch (InvalidValueException reported) {
                parsed.add(url.text());
            }
        }
        return parsed;
    }
}
