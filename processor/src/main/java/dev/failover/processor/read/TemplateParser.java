package dev.failover.processor.read;

import dev.failover.processor.model.Property;
import dev.failover.processor.model.UrlTemplate;
import dev.failover.processor.model.UrlTemplate.Fault;
import dev.failover.processor.model.UrlTemplate.Fault.Kind;
import dev.failover.processor.model.UrlTemplate.Part;
import dev.failover.processor.model.UrlTemplate.QueryVariable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes a path template apart: {@code {name}} in the path, {@code {?a,b}} and {@code {&c}} at its end, {@code ?key={name}}
 * in a literal query, {@code ${property}} in either. Everything else that RFC 6570 knows is refused rather than sent as it stands. Used once.
 */
final class TemplateParser {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final String ALWAYS_ENCODED = "\"<>\\^`|#";

    private final String text;
    private final List<Part> path = new ArrayList<>();
    private final List<QueryVariable> query = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    private TemplateParser(String text) {
        this.text = text;
    }

    static UrlTemplate parse(String text) {
        TemplateParser parser = new TemplateParser(text);
        Fault fault = null;
        try {
            parser.path();
        } catch (Refused refused) {
            fault = refused.fault;
        }
        return new UrlTemplate(text, List.copyOf(parser.path), List.copyOf(parser.query), fault);
    }

    private void path() throws Refused {
        if (!text.startsWith("/")) {
            literal.append('/');
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isProperty()) {
                property();
            } else if (c == '{') {
                if (isQueryExpression()) {
                    queryExpressions();
                } else {
                    String name = expression();
                    endLiteral();
                    path.add(new Part(true, name, null));
                }
            } else if (c == '?') {
                at++;
                literalQuery();
            } else {
                literal.append(literalChar());
            }
        }
        endLiteral();
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            path.add(new Part(false, literal.toString(), null));
            literal.setLength(0);
        }
    }

    private boolean isProperty() {
        return text.startsWith("${", at);
    }

    private void property() throws Refused {
        int from = at;
        at += 2;
        String inside = upToClosingBrace(from + 1);
        Property property = Property.of(inside);
        if (property == null) {
            throw refuse(
                    Kind.SYNTAX,
                    "has ${" + inside + "} at column " + (from + 1)
                            + ", which names no property; write ${name} or ${name:-default}");
        }
        endLiteral();
        path.add(new Part(false, "", property));
    }

    private boolean isQueryExpression() {
        return text.startsWith("{?", at) || text.startsWith("{&", at);
    }

    /** {@code a=b&c={d}}: what holds no variable stays literal. */
    private void literalQuery() throws Refused {
        char separator = '?';
        while (at < text.length() && !isQueryExpression()) {
            int from = at;
            StringBuilder item = new StringBuilder();
            String variable = null;
            boolean hasProperty = false;
            while (at < text.length() && text.charAt(at) != '&' && !isQueryExpression()) {
                if (isProperty()) {
                    literal.append(hasProperty ? "" : separator).append(item);
                    separator = '&';
                    item.setLength(0);
                    hasProperty = true;
                    property();
                } else if (text.charAt(at) == '{') {
                    boolean isWholeValue = item.length() > 1 && item.indexOf("=") == item.length() - 1;
                    String name = expression();
                    boolean ends = at == text.length() || text.charAt(at) == '&' || isQueryExpression();
                    if (!isWholeValue || !ends || hasProperty) {
                        throw refuse(Kind.QUERY_VALUE, queryItem(from));
                    }
                    variable = name;
                } else {
                    item.append(literalChar());
                }
            }
            if (variable != null) {
                query.add(new QueryVariable(decoded(item.substring(0, item.length() - 1)), variable));
            } else {
                literal.append(hasProperty ? "" : separator).append(item);
                separator = '&';
            }
            if (at < text.length() && text.charAt(at) == '&') {
                at++;
            }
        }
        queryExpressions();
    }

    private String queryItem(int from) {
        int end = text.indexOf('&', from);
        return end < 0 ? text.substring(from) : text.substring(from, end);
    }

    /** The key is encoded when it is sent. */
    private static String decoded(String key) {
        return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void queryExpressions() throws Refused {
        while (at < text.length()) {
            int from = at;
            if (!isQueryExpression()) {
                throw refuse(Kind.SYNTAX, "goes on at column " + (at + 1) + " after its query");
            }
            at += 2;
            String names = upToClosingBrace(from);
            for (String name : names.split(",", -1)) {
                checkName(name, from, "{" + text.charAt(from + 1) + names + "}");
                query.add(new QueryVariable(name, name));
            }
        }
    }

    private String expression() throws Refused {
        int from = at++;
        String name = upToClosingBrace(from);
        checkName(name, from, "{" + name + "}");
        return name;
    }

    private String upToClosingBrace(int from) throws Refused {
        int end = text.indexOf('}', at);
        int another = text.indexOf('{', at);
        if (end < 0 || (another >= 0 && another < end)) {
            throw refuse(Kind.SYNTAX, "has an opening brace at column " + (from + 1) + " that is never closed");
        }
        String inside = text.substring(at, end);
        at = end + 1;
        return inside;
    }

    private void checkName(String name, int from, String expression) throws Refused {
        if (!NAME.matcher(name).matches()) {
            throw refuse(
                    Kind.SYNTAX,
                    "has " + expression + " at column " + (from + 1)
                            + ", which names no parameter; write {name} in the path or {?name,other} at its end");
        }
    }

    private char literalChar() throws Refused {
        char c = text.charAt(at);
        if (c == '}') {
            throw refuse(Kind.SYNTAX, "has a closing brace at column " + (at + 1) + " that was never opened");
        }
        if (c == '%' ? !isEscape() : c <= ' ' || c > '~' || ALWAYS_ENCODED.indexOf(c) >= 0) {
            throw refuse(
                    Kind.SYNTAX,
                    "has a character at column " + (at + 1)
                            + " that must be percent-encoded; a space is %20, a % is %25");
        }
        at++;
        return c;
    }

    private boolean isEscape() {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    private static Refused refuse(Kind kind, String what) {
        return new Refused(new Fault(kind, what));
    }

    /** The way out of the middle of a template: one fault is enough, as the next would follow from it. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Fault fault;

        Refused(Fault fault) {
            super(fault.what(), null, false, false);
            this.fault = fault;
        }
    }
}
