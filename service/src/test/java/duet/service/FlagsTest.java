package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {
  private static final Settings STANDARD = Settings.standard(45_000);

  @Test
  void withoutFlagsTheStandardHolds() throws UsageException {
    assertEquals(new Flags(STANDARD, false, false), parse());
  }

  @Test
  void aValueFollowsAnEqualsSignOrABlank() throws UsageException {
    assertEquals(parse("--port=1", "--host=::1"), parse("--port", "1", "--host", "::1"));
    assertEquals(1, parse("--port", "1").settings().port());
    assertEquals("::1", parse("--host=::1").settings().host());
  }

  @Test
  void switchesAreOffUntilGiven() throws UsageException {
    assertFalse(parse("--port=0").withParent());
    assertTrue(parse("--with-parent").withParent());
    assertTrue(parse("--help").help());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=65536  | --port must be a whole number from 0 to 65535: '65536'",
        "--port=-1     | --port must be a whole number from 0 to 65535: '-1'",
        "--port=http   | --port must be a whole number from 0 to 65535: 'http'",
        "--port        | --port needs a value: see --help",
        "--host=       | --host must be an address or a name: ''",
        "--colour=red  | unknown flag --colour: see --help",
        "45000         | unknown flag 45000: see --help",
        "--help=me     | --help takes no value: --help=me",
      })
  void aMistakeIsNamedInOneLine(String argument, String message) {
    var mistake = assertThrows(UsageException.class, () -> parse(argument));
    assertEquals(message, mistake.getMessage());
  }

  private static Flags parse(String... arguments) throws UsageException {
    return Flags.parse(List.of(arguments), STANDARD);
  }
}
