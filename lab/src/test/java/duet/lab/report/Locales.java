package duet.lab.report;

import java.util.List;
import java.util.Locale;

/** Places where a computer writes numbers and letters otherwise. */
final class Locales {
  /** A comma for the point; an i without its dot; digits of their own. */
  private static final List<String> TAGS = List.of("de-DE", "tr-TR", "ar-EG-u-nu-arab");

  private Locales() {}

  /** Runs it in each of those places. */
  static void everywhere(Runnable check) {
    var home = Locale.getDefault();
    try {
      for (String tag : TAGS) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        check.run();
      }
    } finally {
      Locale.setDefault(home);
    }
  }
}
