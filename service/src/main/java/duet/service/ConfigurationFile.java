package duet.service;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The optional file: lines of {@code key = value}, blank lines and {@code #} comments. */
final class ConfigurationFile {
  private ConfigurationFile() {}

  /**
   * The settings with what the file changes.
   *
   * @throws UsageException with the file, and the line where one is wrong
   */
  static Settings read(Path file, Settings settings) throws UsageException {
    int number = 0;
    for (String line : lines(file)) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      String at = file + ":" + number + ": ";
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new UsageException(at + "must be key = value: '" + text + "'");
      }
      String key = text.substring(0, equals).strip();
      Setting setting =
          Configuration.setting(key)
              .orElseThrow(() -> new UsageException(at + "unknown key " + key + ": see --help"));
      settings =
          Configuration.with(settings, setting, text.substring(equals + 1).strip(), at + key);
    }
    return settings;
  }

  private static List<String> lines(Path file) throws UsageException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException _) {
      throw new UsageException("config: there is no file " + file);
    } catch (CharacterCodingException _) {
      throw new UsageException("config: " + file + " is not text in UTF-8");
    } catch (IOException e) {
      throw new UsageException("config: " + file + " cannot be read: " + e.getMessage());
    }
  }
}
