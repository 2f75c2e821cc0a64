package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What wrk 4.1.0 and h2load 1.52.0 printed of nginx. */
class OtherLoadTest {
  private static final URI URL = URI.create("http://127.0.0.1:8080/delay/20");

  @Test
  void wrkCountsOverItsOwnTime() throws IOException {
    assertEquals(
        new OtherLoad.Counted(59_373, 59_042.83, 0), OtherLoad.WRK.counted(captured("wrk")));
  }

  @Test
  void wrkSaysWhatIsNoSuccess() throws IOException {
    assertEquals(
        new OtherLoad.Counted(57_344, 52_126.55, 57_344),
        OtherLoad.WRK.counted(captured("wrk-failed")));
  }

  @Test
  void wrkSaysWhichSocketsFailed() throws IOException {
    String printed =
        "  10 requests in 1.00s, 1MB read\n"
            + "  Socket errors: connect 1, read 2, write 3, timeout 4\n"
            + "Requests/sec:     10.00\n";
    assertEquals(new OtherLoad.Counted(10, 10, 10), OtherLoad.WRK.counted(printed));
  }

  /** It was finished in 1.99 s, of which one was the warm-up whose requests are not counted. */
  @Test
  void h2loadCountsAfterItsWarmUp() throws IOException {
    assertEquals(
        new OtherLoad.Counted(35_809, 35_809, 0), OtherLoad.H2LOAD.counted(captured("h2load")));
  }

  @Test
  void h2loadCountsAnErrorAsDone() throws IOException {
    OtherLoad.Counted counted = OtherLoad.H2LOAD.counted(captured("h2load-failed"));
    assertEquals(counted.requests(), counted.failed());
  }

  @Test
  void whatSaysNothingIsALine() {
    var e = assertThrows(IOException.class, () -> OtherLoad.WRK.counted("\nunable to connect\n"));
    assertEquals("wrk printed no count that can be read: unable to connect", e.getMessage());
  }

  @Test
  void bothRunAsLongAsTheyAreAskedTo() {
    assertEquals(
        List.of("wrk", "-t1", "-c64", "-d12s", URL.toString()),
        OtherLoad.WRK.command(URL, 64, Duration.ofSeconds(12)));
    assertEquals(
        List.of("h2load", "--h1", "-t1", "-c64", "--warm-up-time=1", "-D11", URL.toString()),
        OtherLoad.H2LOAD.command(URL, 64, Duration.ofSeconds(12)));
  }

  private static String captured(String name) throws IOException {
    try (InputStream in = OtherLoadTest.class.getResourceAsStream(name + ".txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
