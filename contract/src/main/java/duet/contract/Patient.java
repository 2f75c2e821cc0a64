package duet.contract;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks a test that takes about a tenth of a second or more, with all of its cases and against a
 * server that is warm, because it waits or tries many. The quick part of the suite leaves it out;
 * what nothing else checks is not marked.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Tag(Patient.TAG)
@Target(ElementType.METHOD)
@interface Patient {
  String TAG = "patient";
}
