package duet.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One response as it stood on the wire.
 *
 * @param version {@code HTTP/1.1} or {@code HTTP/1.0}
 * @param head status line, header section and the empty line, byte for byte
 * @param fields the header section in the order received, names in the case received, values
 *     without the white space around them
 * @param body the content with any chunked coding removed
 * @param wireBytes bytes from the first of the status line to the last of this message, chunk
 *     framing and trailers included
 */
public record Answer(
    String version, int status, String head, List<Field> fields, String body, long wireBytes) {

  /** One field line. */
  public record Field(String name, String value) {}

  public Answer {
    fields = List.copyOf(fields);
  }

  /** The field's value; several lines of one name are one list (RFC 9110 §5.2). */
  public Optional<String> field(String name) {
    var values = fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).toList();
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.stream().map(Field::value).collect(Collectors.joining(", ")));
  }

  /** Whether {@code Connection} lists this option, in any case (RFC 9110 §7.6.1). */
  public boolean connectionSays(String option) {
    return Arrays.stream(field("Connection").orElse("").split(",", -1))
        .anyMatch(listed -> listed.strip().equalsIgnoreCase(option));
  }

  /** The body read as UTF-8. */
  public String text() {
    return new String(body.getBytes(ISO_8859_1), UTF_8);
  }
}
