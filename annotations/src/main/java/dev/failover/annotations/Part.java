package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sends a parameter as a part of a {@link Multipart} body. A text, number, boolean, enum or other type of the JDK is sent as
 * text in UTF-8; {@code byte[]}, {@code File}, {@code Path} and {@code InputStream} as they are, a stream read to its end and
 * not closed; anything else as the codec writes it. Null and an empty {@code Optional} are left out; a {@code Collection} or
 * array adds one part for each element that is not null, unless the codec writes it; a {@code Map} with keys of type {@code
 * String} adds one part an entry. Needed only when the names differ or the part has a file name or type of its own.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface Part {
    /** The name of the part; by default the name of the parameter. A {@code Map} brings its own names. */
    String value() default "";

    /** The file name; by default that of a {@code File} or {@code Path}, and none for others. */
    String fileName() default "";

    /**
     * The media type; by default none for text, that of the codec for what it writes, and {@code application/octet-stream}
     * for others.
     */
    String contentType() default "";
}
