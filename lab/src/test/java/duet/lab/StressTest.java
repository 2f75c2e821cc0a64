package duet.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code duet stress} does, at length: hours. {@code mvn verify -Pstress}. */
@Tag("stress")
class StressTest {

  /** As from the command line, in a process of its own; what it prints is this one's to print. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "overload",
        "overload --adaptive",
        "connections",
        "rude",
        "shutdown --rounds 10",
        "restart --balancer nginx --duration 120s",
        "restart --balancer haproxy --duration 120s",
        "faults",
        "fuzz --requests 10000000",
        "isolation --turns 6 --echoes 1000000"
      })
  void whatMustHoldDoes(String command) throws Exception {
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
    assertEquals(0, new ProcessBuilder(line).inheritIO().start().waitFor(), command);
  }
}
