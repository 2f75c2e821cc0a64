package duet.lab.stress;

/**
 * What one server did, and what it must have done.
 *
 * @param row what is looked at, the same words for every server
 * @param value what was seen
 * @param must what it must be, in words; empty where nothing must hold
 * @param holds whether it is that; true where nothing must hold
 */
public record Fact(String row, String value, String must, boolean holds) {
  /** Checks what the types do not. */
  public Fact {
    if (row.isBlank()) {
      throw new IllegalArgumentException("must have a row: value=" + value);
    }
    if (must.isEmpty() && !holds) {
      throw new IllegalArgumentException("must say what does not hold: row=" + row);
    }
  }

  /** Something to know, of which nothing must hold. */
  public static Fact told(String row, String value) {
    return new Fact(row, value, "", true);
  }
}
