package duet.service;

import org.jspecify.annotations.Nullable;

/**
 * The limit of a header or trailer section, to the byte and wherever its segments end: a line is
 * refused once it cannot end within the limit any more. Pure functions.
 */
public final class SectionLimit {

  /** Bytes by their index. */
  @FunctionalInterface
  public interface Octets {
    byte at(int index);
  }

  /**
   * What is wrong first.
   *
   * @param lineStart where the line begins in which it is
   * @param problem too much, or half a CRLF before that
   */
  public record Overrun(int lineStart, Problem problem) {}

  private SectionLimit() {}

  /**
   * Looks through what has come of a section, from the start of a line.
   *
   * @param left how many bytes may still come, CRLFs included and the empty line left out
   * @return null if nothing is wrong so far
   */
  public static @Nullable Overrun find(Octets bytes, int from, int to, int left) {
    int start = from;
    int rest = left;
    while (start < to) {
      int end = lineEnd(bytes, start, Math.min(to, start + Math.max(1, rest - 1)));
      boolean isCr = end >= 0 && bytes.at(end) == '\r';
      if (end < 0) {
        return to - start < rest - 1 ? null : new Overrun(start, Problem.HEADER_TOO_LARGE);
      }
      if (isCr && end + 1 == to) {
        return null;
      }
      if (!isCr || bytes.at(end + 1) != '\n') {
        return new Overrun(start, Problem.MALFORMED);
      }
      if (end == start) {
        return null;
      }
      rest -= end + 2 - start;
      start = end + 2;
    }
    return null;
  }

  private static int lineEnd(Octets bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes.at(i) == '\r' || bytes.at(i) == '\n') {
        return i;
      }
    }
    return -1;
  }
}
