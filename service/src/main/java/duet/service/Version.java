package duet.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The project's version, which the build writes into a resource. */
final class Version {
  static final String NUMBER = read();

  private Version() {}

  private static String read() {
    try (var resource = Version.class.getResourceAsStream("version")) {
      return resource == null
          ? "unknown"
          : new String(resource.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException _) {
      return "unknown";
    }
  }
}
