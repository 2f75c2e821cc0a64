package duet.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code duet stress} does, at length: hours. {@code mvn verify -Pstress}. */
@Tag("stress")
@SuppressWarnings("SystemOut") // what the command prints is this one's to print
class StressTest {

  private static final Pattern FAILED = Pattern.compile("\\| no: [^|]*$");

  /** What docs/reliability.md tells of as not holding; all else must. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "goodput, of the peak|refused, p50, p99|resident memory before, in each round"
              + "|p99 of others, by that alone");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connections",
        "shutdown --rounds 10",
        "restart --balancer nginx --duration 120s",
        "restart --balancer haproxy --duration 120s",
        "faults",
        "fuzz --requests 10000000",
        "isolation --turns 6 --echoes 1000000"
      })
  void whatMustHoldDoes(String command) throws Exception {
    assertEquals(0, run(command, new ArrayList<>()), command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"overload", "overload --adaptive", "rude"})
  void onlyWhatIsToldDoesNotHold(String command) throws Exception {
    var rows = new ArrayList<String>();
    int code = run(command, rows);
    List<String> failed = rows.stream().filter(row -> FAILED.matcher(row).find()).toList();
    assertEquals(
        List.of(), failed.stream().filter(row -> !KNOWN.matcher(row).find()).toList(), command);
    assertEquals(failed.isEmpty() ? 0 : 1, code, command);
    assertTrue(rows.stream().anyMatch(row -> row.endsWith("| yes")), command);
  }

  /** As from the command line, in a process of its own that ends with this one. */
  private static int run(String command, List<String> rows) throws Exception {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dduet.home=" + Path.of("..").toRealPath(),
            "-cp",
            System.getProperty("java.class.path"),
            Lab.class.getName(),
            "stress"));
    line.addAll(List.of(command.split(" ", -1)));
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader()) {
      for (String row = out.readLine(); row != null; row = out.readLine()) {
        System.out.println(row);
        rows.add(row);
      }
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }
}
