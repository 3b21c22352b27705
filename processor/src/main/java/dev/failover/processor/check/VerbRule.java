package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.VerbModel;
import java.util.regex.Pattern;

/** FS007, FS009 and FS015: one verb, which is one, with a path that every endpoint has. */
final class VerbRule implements OperationRule {
    private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:)?//.*", Pattern.DOTALL);
    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    @Override
    public void check(OperationModel operation, Report report) {
        VerbModel first = operation.verb();
        for (VerbModel other : operation.verbs().subList(1, operation.verbs().size())) {
            report.add(Message.TWO_VERBS, other.origin(), operation.name(), first.annotation(), other.annotation());
        }
        String path = first.path().text();
        if (path.isBlank()) {
            String fix = first.annotation().equals("@HTTP") ? "path = \"/\"" : first.annotation() + "(\"/\")";
            report.add(Message.NO_PATH, first.path().origin(), first.annotation(), operation.name(), fix);
        } else if (ABSOLUTE.matcher(path).matches()) {
            report.add(Message.ABSOLUTE_PATH, first.path().origin(), path);
        }
        if (!METHOD.matcher(first.method().text()).matches()) {
            report.add(
                    Message.BAD_METHOD, first.method().origin(), first.method().text(), operation.name());
        }
    }
}
