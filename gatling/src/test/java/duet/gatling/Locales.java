package duet.gatling;

import java.util.List;
import java.util.Locale;

/** Places where a computer writes numbers and letters otherwise. */
final class Locales {
  /** A comma for the point; digits of their own; an i without its dot. */
  private static final List<String> TAGS = List.of("de-DE", "ar-EG-u-nu-arab", "tr-TR");

  private Locales() {}

  /** Runs it where it is, and in each of those places. */
  static void everywhere(Runnable check) {
    var home = Locale.getDefault();
    try {
      check.run();
      for (var tag : TAGS) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        check.run();
      }
    } finally {
      Locale.setDefault(home);
    }
  }
}
