package duet.vertx;

import duet.service.Fields;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A request's fields, the names counted as they are read: to look for each of them afterwards would
 * cost every request what few need. For use on one event loop.
 */
@SuppressWarnings("EnumOrdinal") // what an EnumMap does, without its boxes
final class NotedFields implements Fields {
  private static final Name[] NAMES = Name.values();
  private static final AsciiString[] TEXTS =
      Arrays.stream(NAMES).map(name -> AsciiString.cached(name.text())).toArray(AsciiString[]::new);

  private final int[] counts = new int[NAMES.length];
  private int lines;
  private HttpHeaders headers = EmptyHttpHeaders.INSTANCE;

  /** Before a request's first field. */
  void clear() {
    Arrays.fill(counts, 0);
    lines = 0;
  }

  /** A field of this name has been read. */
  void note(AsciiString name) {
    lines++;
    for (int i = 0; i < TEXTS.length; i++) {
      if (TEXTS[i].length() == name.length() && TEXTS[i].contentEqualsIgnoreCase(name)) {
        counts[i]++;
        return;
      }
    }
  }

  /** The same with the values, once all of them have been read. */
  NotedFields of(HttpHeaders headers) {
    this.headers = headers;
    return this;
  }

  /** How many fields there are. */
  int count() {
    return lines;
  }

  @Override
  public int count(Name name) {
    return counts[name.ordinal()];
  }

  @Override
  public String first(Name name) {
    return Objects.requireNonNull(headers.get(TEXTS[name.ordinal()]), name.text());
  }

  @Override
  public List<String> all(Name name) {
    return headers.getAll(TEXTS[name.ordinal()]);
  }
}
