package duet.lab.sample;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** The shapes in which the kernel writes: {@code Name: value kB}, numbers, single words. */
final class ProcText {
  private static final long BYTES_PER_KB = 1024;

  private ProcText() {}

  /** The stripped text, or empty where there is no such file or it may not be read. */
  static Optional<String> text(ProcFiles files, String path) {
    try {
      return Optional.of(files.read(path).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static OptionalLong number(ProcFiles files, String path) {
    return text(files, path).map(ProcText::whole).orElse(OptionalLong.empty());
  }

  /** Empty where it is none, {@code max} or {@code unlimited} for example. */
  static OptionalLong whole(String word) {
    try {
      return OptionalLong.of(Long.parseLong(word.strip()));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  /** What stands behind the first line's {@code key}, blanks, and a colon. */
  static Optional<String> value(String text, String key) {
    for (var line : text.split("\n", -1)) {
      var colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().equals(key)) {
        return Optional.of(line.substring(colon + 1).strip());
      }
    }
    return Optional.empty();
  }

  static long count(String text, String key) {
    return value(text, key).map(ProcText::whole).orElse(OptionalLong.empty()).orElse(0);
  }

  /** Of a line in kB; 0 where there is none, as for a process that has ended. */
  static long bytes(String text, String key) {
    return value(text, key)
        .map(value -> whole(value.replace("kB", "")).orElse(0) * BYTES_PER_KB)
        .orElse(0L);
  }
}
