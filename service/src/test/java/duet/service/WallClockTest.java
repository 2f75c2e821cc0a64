package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The clock of the day may jump, forth and back, at any moment: what the servers themselves measure
 * or wait for, a time-out, a limit, a deadline or a metric, goes by {@link System#nanoTime()}. Only
 * what tells people the time asks that clock: {@code Date} ({@link DateField}, {@link BareAnswer}),
 * {@code Last-Modified}, which is never later than it ({@link FileFolder}), and the access log.
 */
class WallClockTest {
  private static final Pattern WALL_CLOCK =
      Pattern.compile(
          "Instant\\.now|InstantSource\\.system|currentTimeMillis|Clock\\.system"
              + "|(Local|Zoned|Offset)\\w+\\.now|new Date\\(|new Timer\\(");

  @Test
  void onlyWhatTellsTheTimeAsksForIt() throws IOException {
    var asking = new TreeSet<String>();
    for (String module : Set.of("service", "vertx-async", "helidon-virtual")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (WALL_CLOCK.matcher(Files.readString(file)).find()) {
            asking.add(module + " " + file.getFileName());
          }
        }
      }
    }
    assertEquals(
        new TreeSet<>(
            Set.of(
                "service BareAnswer.java",
                "service FileFolder.java",
                "vertx-async Answers.java",
                "vertx-async Exchange.java",
                "helidon-virtual Answers.java",
                "helidon-virtual Exchange.java")),
        asking);
  }
}
