package duet.service;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a path below {@code /files/} names. Pure functions. */
final class FileName {
  private static final Set<String> NAMES_OF_FOLDERS = Set.of("", ".", "..");

  private FileName() {}

  /**
   * Decodes a path once (RFC 3986 §2.1), as UTF-8.
   *
   * @param path what follows {@code /files/}
   * @return empty where it is not well-formed, or holds NUL, which no name may
   */
  static Optional<String> decoded(String path) {
    var bytes = new ByteArrayOutputStream(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        if (i + 2 >= path.length()
            || !HexFormat.isHexDigit(path.charAt(i + 1))
            || !HexFormat.isHexDigit(path.charAt(i + 2))) {
          return Optional.empty();
        }
        c = (char) HexFormat.fromHexDigits(path, i + 1, i + 3);
        i += 2;
      }
      if (c == 0 || c > 0xff) {
        return Optional.empty();
      }
      bytes.write(c);
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /**
   * The names from the folder down to the file.
   *
   * @return empty where the name is one that is never served: absolute, with {@code .} or {@code
   *     ..} or nothing between two slashes, or with a backslash, which is a slash elsewhere
   */
  static List<String> segments(String decoded) {
    List<String> segments = Arrays.asList(decoded.split("/", -1));
    boolean harmless =
        decoded.indexOf('\\') < 0 && segments.stream().noneMatch(NAMES_OF_FOLDERS::contains);
    return harmless ? segments : List.of();
  }
}
