package duet.contract;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rows of {@code World} as JSON: TechEmpower's {@code {"id":4174,"randomNumber":331}}. */
final class WorldRows {
  private static final Pattern ONE_TO_TEN_THOUSAND = Pattern.compile("[1-9]\\d{0,3}|10000");
  private static final Pattern BETWEEN_ROWS = Pattern.compile("(?<=\\})\\s*,\\s*(?=\\{)");

  private WorldRows() {}

  static boolean isRow(String json) {
    Optional<Map<String, String>> row = FlatObject.parse(json);
    return row.isPresent()
        && row.get().keySet().equals(Set.of("id", "randomNumber"))
        && row.get().values().stream().allMatch(n -> ONE_TO_TEN_THOUSAND.matcher(n).matches());
  }

  static boolean isArrayOf(int count, String json) {
    String text = json.strip();
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return false;
    }
    // A row holds numbers alone, so no brace can stand inside one.
    String[] rows = BETWEEN_ROWS.split(text.substring(1, text.length() - 1), -1);
    if (rows.length != count) {
      return false;
    }
    for (String row : rows) {
      if (!isRow(row)) {
        return false;
      }
    }
    return true;
  }
}
