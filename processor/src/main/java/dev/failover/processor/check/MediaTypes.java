package dev.failover.processor.check;

import dev.failover.config.Suggestions;
import dev.failover.processor.model.Origin;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** FS032: media types as RFC 9110, section 8.3.1, has them. Stateless. */
final class MediaTypes {
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final Pattern MEDIA_TYPE = Pattern.compile(
            TOKEN + "/" + TOKEN + "([ \\t]*;[ \\t]*" + TOKEN + "=(" + TOKEN + "|\"[^\"\\p{Cntrl}]*\"))*");

    /** The registry of IANA, and one that everybody uses without asking. */
    private static final List<String> TYPES = List.of(
            "application",
            "audio",
            "font",
            "haptics",
            "image",
            "message",
            "model",
            "multipart",
            "text",
            "video",
            "chemical");

    private MediaTypes() {}

    static void check(String text, Origin origin, Report report) {
        if (!MEDIA_TYPE.matcher(text).matches()) {
            report.add(Message.BAD_MEDIA_TYPE, origin, HeaderSyntax.visible(text));
            return;
        }
        int slash = text.indexOf('/');
        String type = text.substring(0, slash).toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type) && !type.startsWith("x-")) {
            String closest = Suggestions.closest(type, TYPES);
            String fix = closest == null
                    ? "Use a registered type, or application/..."
                    : "Did you mean " + closest + text.substring(slash) + "?";
            report.add(Message.UNKNOWN_MEDIA_TYPE, origin, text, fix);
        }
    }
}
