package duet.lab.stress;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What crowds there are, by the name that they are asked for with. */
public enum RudeKind {
  SLOW_HEADS,
  SLOW_BODIES,
  SLOW_CHUNKS,
  NO_READERS,
  SLOW_READERS,
  SILENT,
  HALF_OPEN,
  RESETS;

  /** As it is written: {@code slow-heads}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of that key. */
  public static Optional<RudeKind> of(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
  }

  /** All keys, in the order in which they come. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(RudeKind::key).toList();
  }
}
