package duet.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {

  @Test
  void foldersAreMadeAbsoluteAndPortsAreAnyUnlessNamed() {
    assertEquals(
        new Options(Path.of("a").toAbsolutePath(), Path.of("b").toAbsolutePath(), 0, 5432),
        Options.parse("--run=a", "--binaries=b", "--database-port=5432"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port=65536", "--port=-1", "--port=", "--colour=red", "--run"})
  void aFlagThatMakesNoSenseIsNamedInOneLine(String flag) {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> Options.parse("--run=a", "--binaries=b", flag));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(flag.replaceFirst("=red", "")), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void bothFoldersMustBeNamed() {
    assertThrows(IllegalArgumentException.class, () -> Options.parse("--run=a"));
  }
}
