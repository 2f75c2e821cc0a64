package duet.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;

/** What the body of a 200 must be. */
public sealed interface ExpectedBody {
  /** This text. */
  record Exactly(String text) implements ExpectedBody {}

  /** Text of this form; {@code what} says it in words. */
  record Like(String what, Pattern form) implements ExpectedBody {}

  /** One row of {@code World}. */
  record Row() implements ExpectedBody {}

  /** An array of that many rows of {@code World}. */
  record Rows(int count) implements ExpectedBody {}

  /** The page of 13 fortunes. */
  record FortunePage() implements ExpectedBody {}

  /** That many bytes of whatever value. */
  record Length(long bytes) implements ExpectedBody {}

  /** Whatever came, as long as it came whole: which is for the client to know. */
  record Complete() implements ExpectedBody {}

  /** What is wrong with the body, in a sentence with the actual value; empty when nothing is. */
  default Optional<String> fault(byte[] body) {
    return switch (this) {
      case Exactly(var right) -> unless(right.equals(text(body)), quoted(right), body);
      case Like(var what, var form) -> unless(form.matcher(text(body)).matches(), what, body);
      case Row() -> unless(WorldRows.isRow(text(body)), "a row of World, both 1..10000", body);
      case Rows(var count) ->
          unless(
              WorldRows.isArrayOf(count, text(body)),
              "an array of " + count + " rows of World, both 1..10000",
              body);
      case FortunePage() -> FortuneTable.fault(text(body));
      case Length(var bytes) ->
          body.length == bytes
              ? Optional.empty()
              : Optional.of("body must be " + bytes + " bytes: " + body.length);
      case Complete() -> Optional.empty();
    };
  }

  private static Optional<String> unless(boolean right, String what, byte[] body) {
    return right
        ? Optional.empty()
        : Optional.of("body must be " + what + ": " + quoted(text(body)));
  }

  private static String text(byte[] body) {
    return new String(body, UTF_8);
  }

  /** On one line and no longer than a line. */
  private static String quoted(String text) {
    String line = text.replace("\r", "\\r").replace("\n", "\\n");
    return line.length() <= 100 ? '"' + line + '"' : '"' + line.substring(0, 100) + "\"…";
  }
}
