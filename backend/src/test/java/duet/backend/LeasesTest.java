package duet.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeasesTest {
  private static final URI BACKEND = URI.create("http://127.0.0.1:1");
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void aHolderThatHasGoneBeforeItsFirstLineIsNotWaitedForAsTheFirst() {
    var leases = new Leases(LONG, Duration.ZERO);
    var gone =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("reset");
          }
        };
    assertThrows(IOException.class, () -> leases.take(gone, BACKEND));
    assertTimeoutPreemptively(LIMIT, leases::awaitEnd);
  }

  @Test
  void afterTheEndThereIsNoLeaseAndNothingIsWritten() throws Exception {
    var leases = new Leases(Duration.ZERO, LONG);
    assertTimeoutPreemptively(LIMIT, leases::awaitEnd);
    var out = new ByteArrayOutputStream();
    assertFalse(leases.take(out, BACKEND));
    assertEquals(0, out.size());
  }

  @Test
  void theDatabaseIsToldOnceToThoseBeforeAndAfter() throws Exception {
    var leases = new Leases(LONG, LONG);
    var before = new ByteArrayOutputStream();
    var after = new ByteArrayOutputStream();
    assertTrue(leases.take(before, BACKEND));
    for (int i = 0; i < 2; i++) {
      leases.tell(BACKEND, URI.create("postgresql://postgres@127.0.0.1:2/postgres"));
    }
    assertTrue(leases.take(after, BACKEND));
    String lines =
        """
        \r
        {"backend":"http://127.0.0.1:1"}
        {"backend":"http://127.0.0.1:1","database":"postgresql://postgres@127.0.0.1:2/postgres"}
        """;
    assertTrue(before.toString(StandardCharsets.US_ASCII).endsWith(lines), before::toString);
    assertTrue(after.toString(StandardCharsets.US_ASCII).endsWith(lines), after::toString);
  }
}
