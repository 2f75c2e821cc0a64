package duet.lab.sample;

/**
 * One line of what was found about the machine or the instrument.
 *
 * @param name what was looked at
 * @param value what it is, in words
 * @param remedy what a person can do about it; empty where it is good
 */
public record Finding(String name, String value, Grade grade, String remedy) {
  public Finding {
    if (name.isBlank() || value.isBlank()) {
      throw new IllegalArgumentException(
          "must not be blank: name='%s' value='%s'".formatted(name, value));
    }
    if (remedy.isBlank() != (grade == Grade.GOOD)) {
      throw new IllegalArgumentException(
          "must be there unless it is good: remedy='%s' of %s".formatted(remedy, name));
    }
  }

  static Finding good(String name, String value) {
    return new Finding(name, value, Grade.GOOD, "");
  }

  static Finding graded(
      String name, String value, boolean unusable, boolean doubtful, String remedy) {
    if (!unusable && !doubtful) {
      return good(name, value);
    }
    return new Finding(name, value, unusable ? Grade.UNUSABLE : Grade.DOUBTFUL, remedy);
  }
}
