package duet.contract.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeterTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  private String afterSeconds(boolean isTerminal, double... seconds) {
    var meter =
        new Meter(
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            isTerminal,
            nanos::get,
            100_000,
            () -> nanos.get() / 100_000,
            () -> 2);
    for (double at : seconds) {
      nanos.set((long) (at * Duration.ofSeconds(1).toNanos()));
      meter.run();
    }
    meter.erase();
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void onATerminalOneLineIsWrittenOverOnceASecond() {
    assertEquals(
        "\r\033[Kfuzz: 10,000 of 100,000 requests, 10,000/s, about 9 s left, 2 found"
            + "\r\033[Kfuzz: 25,000 of 100,000 requests, 10,000/s, about 8 s left, 2 found"
            + "\r\033[K",
        afterSeconds(true, 0.5, 1, 1.5, 2.5));
  }

  @Test
  void inAFileALineStandsEveryHalfMinute() {
    assertEquals(
        "fuzz: 300,000 of 100,000 requests, 10,000/s, about 0 s left, 2 found\n",
        afterSeconds(false, 1, 29, 30, 31));
  }
}
