package duet.gatling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What the output was when somebody last read it with care. */
final class Golden {
  private Golden() {}

  static String text(String name) {
    try (var stream = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One row of each kind: sound, some failed, bytes put together again, nothing answered. */
  static Replayed replay() {
    var rows =
        List.of(
            Invented.row(Invented.ASYNC, Connections.CLOSE, 1, 1, 2234),
            Invented.failing(Invented.row(Invented.THREAD, Connections.CLOSE, 1, 1, 2500), 10),
            Invented.reconstructed(Invented.row(Invented.ASYNC, Connections.KEEP_ALIVE, 1, 1, 800)),
            Invented.failing(Invented.row(Invented.THREAD, Connections.KEEP_ALIVE, 1, 1, 0), 1000));
    return Invented.replay(
        rows,
        new Replayed.Failure(
            Invented.THREAD, Connections.KEEP_ALIVE, 1, "Connection refused", 1000),
        new Replayed.Failure(
            Invented.THREAD, Connections.CLOSE, 1, "status 503\r\n\u001b[31m", 10));
  }
}
