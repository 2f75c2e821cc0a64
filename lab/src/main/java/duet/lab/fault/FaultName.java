package duet.lab.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong, by the name that it is asked for with. */
public enum FaultName {
  DATABASE_STOPPED(20),
  DATABASE_KILLED(20),
  DATABASE_RESTARTED(16),
  DATABASE_PAUSED(16),
  DATABASE_FULL(16),
  BACKEND_SLOW(10),
  BACKEND_DEAD(10),
  BACKEND_SILENT(10),
  BACKEND_DEAF(10),
  BACKEND_HALF(10),
  BACKEND_CLOSING(10),
  FILES(20),
  DESCRIPTORS(20),
  HEAP(60),
  HEAP_SMALL(60),
  CLOCK(25),
  UPDATES(60);

  private final int seconds;

  FaultName(int seconds) {
    this.seconds = seconds;
  }

  /** As it is written: {@code database-stopped}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** About how long it takes with one server. */
  Duration time() {
    return Duration.ofSeconds(seconds);
  }

  /** The one of that key. */
  public static Optional<FaultName> of(String key) {
    return Arrays.stream(values()).filter(name -> name.key().equals(key)).findFirst();
  }

  /** All keys, in the order in which they are done. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(FaultName::key).toList();
  }
}
