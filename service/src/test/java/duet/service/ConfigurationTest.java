package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  private static final Settings STANDARD = Settings.standard(45_000);

  @TempDir private Path folder;

  @Test
  void withoutAWordTheStandardHolds() throws UsageException {
    assertEquals(new Configuration(STANDARD, false, false), read());
  }

  @Test
  void aValueFollowsAnEqualsSignOrABlank() throws UsageException {
    assertEquals(read("--port=1", "--host=::1"), read("--port", "1", "--host", "::1"));
    assertEquals(1, read("--port", "1").settings().port());
    assertEquals("::1", read("--host=::1").settings().host());
  }

  @Test
  void switchesAreOffUntilGiven() throws UsageException {
    assertFalse(read("--port=0").withParent());
    assertTrue(read("--with-parent").withParent());
    assertTrue(read("--help").help());
    assertTrue(read("-h").help());
  }

  @Test
  void aFlagOutweighsAVariableAndAVariableTheFile() throws Exception {
    Path file = file("port = 1\nbacklog = 1\n# a comment\n\n  drain-seconds=1  \n");
    var environment = Map.of("DUET_BACKLOG", "2", "DUET_PORT", "2", "DUET_ELSE", "ignored");
    var settings =
        Configuration.read(List.of("--port=3", "--config=" + file), environment, STANDARD)
            .settings();
    assertEquals(3, settings.port());
    assertEquals(2, settings.backlog());
    assertEquals(1, settings.drainTime().toSeconds());
  }

  @Test
  void aVariableNamesTheFileToo() throws Exception {
    var environment = Map.of("DUET_CONFIG", file("port=7").toString());
    assertEquals(7, Configuration.read(List.of(), environment, STANDARD).settings().port());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=65536  | --port must be a whole number from 0 to 65535: '65536'",
        "--port=-1     | --port must be a whole number from 0 to 65535: '-1'",
        "--port=http   | --port must be a whole number from 0 to 65535: 'http'",
        "--port=       | --port must be a whole number from 0 to 65535: ''",
        "--port=99999999999 | --port must be a whole number from 0 to 65535: '99999999999'",
        "--port        | --port needs a value: see --help",
        "--host=       | --host must be an address or a name: ''",
        "--colour=red  | unknown flag --colour: see --help",
        "45000         | an argument must begin with --, as all flags do: '45000'",
        "--help=me     | --help takes no value: --help=me",
        "--metrics=yes | --metrics must be true or false: 'yes'",
        "--admin-port=x | --admin-port must be a whole number from 0 to 65535 or next or off: 'x'",
        "--database=mysql://h/d | --database must be embedded or an address like postgresql://host:port: 'mysql://h/d'",
        "--database=mysql://me:secret@h/d | --database must be embedded or an address like postgresql://host:port: 'mysql://…@h/d'",
        "--database=postgresql://me:s3cr 3t@h/d | --database must be embedded or an address like postgresql://host:port: 'postgresql://…@h/d'",
        "--database=me:p@ss@h | --database must be embedded or an address like postgresql://host:port: '…@h'",
        "--backend=https://h | --backend must be embedded or an address like http://host:port: 'https://h'",
        "--backend=http:// | --backend must be embedded or an address like http://host:port: 'http://'",
        "--backend=http://h:99999 | --backend must be embedded or an address like http://host:port: 'http://h:99999'",
        "--database=postgresql://h:0/d | --database must be embedded or an address like postgresql://host:port: 'postgresql://h:0/d'",
        "--files=/no/such | --files must be a folder that is there or samples: '/no/such'",
        "--admin-port=45000 | --admin-port must be another than --port: '45000'",
        "--config=/no/such | config: there is no file /no/such",
      })
  void aMistakeOnTheCommandLineIsNamedInOneLine(String argument, String message) {
    var mistake = assertThrows(UsageException.class, () -> read(argument));
    assertEquals(message, mistake.getMessage());
  }

  @Test
  void aMistakeInTheEnvironmentNamesTheVariable() {
    var mistake =
        assertThrows(
            UsageException.class,
            () -> Configuration.read(List.of(), Map.of("DUET_BACKLOG", "0"), STANDARD));
    assertEquals(
        "DUET_BACKLOG must be a whole number from 1 to 1000000: '0'", mistake.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port = x   | :2: port must be a whole number from 0 to 65535: 'x'",
        "colour = 1 | :2: unknown key colour: see --help",
        "port 1     | :2: must be key = value: 'port 1'",
      })
  void aMistakeInTheFileNamesFileAndLine(String line, String message) throws IOException {
    Path file = file("# first\n" + line);
    var mistake = assertThrows(UsageException.class, () -> read("--config=" + file));
    assertEquals(file + message, mistake.getMessage());
  }

  @Test
  void theUsageNamesEverySettingAndWhatHolds() {
    String usage = Configuration.usage("server", STANDARD);
    for (Setting setting : Setting.values()) {
      assertTrue(usage.contains("--" + setting.key() + "="), setting::key);
    }
    assertTrue(usage.contains("(45000)"), usage);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("duet.conf"), text);
  }

  private static Configuration read(String... arguments) throws UsageException {
    return Configuration.read(List.of(arguments), Map.of(), STANDARD);
  }
}
