package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class ProgressTest {
  /** One test of three cases, which count once. */
  static class Three {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void countsOnce(int number) {
      assertEquals(number, number);
    }
  }

  /** One patient test. */
  static class Slow {
    @Patient
    @Test
    void countsTenfold() {}
  }

  @Test
  void theTimeLeftIsThatOfWhatIsLeft() {
    var printed = new ByteArrayOutputStream();
    // The run begins at 0 s; each test ends a second after what was before.
    var clock = new AtomicLong(-1_000_000_000);
    var progress =
        new Progress(
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            () -> clock.addAndGet(1_000_000_000));
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Three.class), selectClass(Slow.class))
            .build();
    LauncherFactory.create().execute(request, progress);
    assertEquals(
        "\r\033[Kcontract: 1 of 2 tests, about 10 s left"
            + "\r\033[Kcontract: 2 of 2 tests, about 0 s left"
            + "\r\033[K",
        printed.toString(StandardCharsets.UTF_8));
  }
}
