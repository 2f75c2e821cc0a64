package duet.service;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} field selects of a content (RFC 9110 §14). Pure functions.
 *
 * <p>Several ranges, another unit and what is not well-formed are ignored, as §14.2 allows.
 */
sealed interface ByteRange {

  /** All of it. */
  record Whole() implements ByteRange {}

  /**
   * A part of it.
   *
   * @param offset of its first byte
   * @param length ≥ 1; not beyond the content's end
   */
  record Part(long offset, long length) implements ByteRange {}

  /** Nothing that is there. */
  record Unsatisfiable() implements ByteRange {}

  Pattern FIELD = Pattern.compile("(?i:bytes)=(.*)");
  Pattern RANGE = Pattern.compile("(\\d*)-(\\d*)");

  /**
   * Selects.
   *
   * @param range the values of all field lines of that name
   * @param size of the whole content
   */
  static ByteRange of(List<String> range, long size) {
    if (range.size() != 1) {
      return new Whole();
    }
    Matcher field = FIELD.matcher(range.getFirst().strip());
    if (!field.matches()) {
      return new Whole();
    }
    List<String> ranges =
        Arrays.stream(field.group(1).split(",", -1))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .toList();
    return ranges.size() == 1 ? selected(ranges.getFirst(), size) : new Whole();
  }

  private static ByteRange selected(String range, long size) {
    Matcher bounds = RANGE.matcher(range);
    if (!bounds.matches() || range.equals("-")) {
      return new Whole();
    }
    if (bounds.group(1).isEmpty()) {
      return last(number(bounds.group(2)), size);
    }
    long first = number(bounds.group(1));
    long last = bounds.group(2).isEmpty() ? Long.MAX_VALUE : number(bounds.group(2));
    if (last < first) {
      return new Whole();
    }
    return first >= size
        ? new Unsatisfiable()
        : new Part(first, Math.min(last, size - 1) - first + 1);
  }

  /** The last bytes; of a content without bytes there are none to name, so it is sent whole. */
  private static ByteRange last(long length, long size) {
    if (length == 0) {
      return new Unsatisfiable();
    }
    long most = Math.min(length, size);
    return most == 0 ? new Whole() : new Part(size - most, most);
  }

  /** A number too large to count with is one beyond every end. */
  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > 18 ? Long.MAX_VALUE - 1 : Long.parseLong(significant);
  }
}
