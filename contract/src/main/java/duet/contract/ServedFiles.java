package duet.contract;

import static duet.contract.Served.last;
import static duet.contract.ServedFiles.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;

/** A server whose files a test may write, and how it asks for them. */
public interface ServedFiles extends Served {

  /** Last changed so long ago that it is a strong validator (RFC 9110 §8.8.2.2). */
  Instant CHANGED = Instant.parse("2024-02-29T01:02:03.456789Z");

  String CHANGED_FIELD = "Thu, 29 Feb 2024 01:02:03 GMT";
  String TEXT = "0123456789";

  /** The folder the server under test serves; the tests write there and beside it. */
  Path folder();

  @BeforeEach
  default void filesAreThere() throws IOException {
    Files.createDirectories(folder().resolve("sub"));
    write(folder().resolve("digits.txt"), TEXT);
    write(folder().resolve("sub/page.html"), "<p>");
    write(folder().resolve("two words.dat"), "data");
    write(folder().resolve("empty"), "");
    write(folder().resolveSibling("secret"), "secret");
    link("inside", Path.of("sub/page.html"));
    link("outside", folder().resolveSibling("secret"));
    link("sub/above", Path.of("../.."));
    link("loop", Path.of("loop"));
  }

  /** Writes a file that was last changed then. */
  static void write(Path file, String content) throws IOException {
    Files.writeString(file, content, ISO_8859_1);
    Files.setLastModifiedTime(file, FileTime.from(CHANGED));
  }

  private void link(String name, Path target) throws IOException {
    Path link = folder().resolve(name);
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }

  /** Asks for a file. */
  default Answer get(String name, String... fields) throws IOException {
    return asked("GET", name, fields);
  }

  /** The same with another method. */
  default Answer asked(String method, String name, String... fields) throws IOException {
    return ask(
        last(method, "/files/" + name)
            .replace("\r\n\r\n", "\r\n" + String.join("", lines(fields)) + "\r\n"));
  }

  private static String[] lines(String... fields) {
    return Arrays.stream(fields).map(field -> field + "\r\n").toArray(String[]::new);
  }
}
