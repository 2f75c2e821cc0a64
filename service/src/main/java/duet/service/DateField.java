package duet.service;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * The value of {@code Date}, rendered once a second. Safe for use by several threads.
 *
 * @param <T> how a framework holds a field's value
 */
public final class DateField<T> {
  private record Rendered<T>(long second, T value) {}

  private final InstantSource clock;
  private final Function<String, T> render;
  private volatile Rendered<T> latest;

  /**
   * @param clock tells the time; asked once for each answer
   * @param render makes the framework's form of a value; called about once a second, perhaps by two
   *     threads at once
   */
  public DateField(InstantSource clock, Function<String, T> render) {
    this.clock = clock;
    this.render = render;
    this.latest = rendered(Math.floorDiv(clock.millis(), 1000L));
  }

  /** The value for an answer that leaves now. */
  public T now() {
    long second = Math.floorDiv(clock.millis(), 1000L);
    Rendered<T> rendered = latest;
    if (rendered.second != second) {
      rendered = rendered(second);
      latest = rendered;
    }
    return rendered.value;
  }

  private Rendered<T> rendered(long second) {
    return new Rendered<>(second, render.apply(HttpDate.format(Instant.ofEpochSecond(second))));
  }
}
