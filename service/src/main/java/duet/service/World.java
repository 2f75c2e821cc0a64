package duet.service;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A row of the table {@code World}.
 *
 * @param id 1..10000
 * @param randomNumber 1..10000
 */
public record World(int id, int randomNumber) {
  /** Ids are 1..ROWS, and so are the random numbers. */
  public static final int ROWS = 10_000;

  private static final int MOST_JSON_CHARACTERS = 36;

  /** An id or a random number: 1..10000. */
  public static int random() {
    return 1 + ThreadLocalRandom.current().nextInt(ROWS);
  }

  /** The ids of that many rows, each chosen without regard to the others. */
  public static int[] randomIds(int rows) {
    var ids = new int[rows];
    Arrays.setAll(ids, _ -> random());
    return ids;
  }

  /**
   * The ids of that many rows that are to be written: each once and in ascending order, the order
   * in which every writer locks rows, so that no two wait for each other.
   */
  public static int[] randomIdsToWrite(int rows) {
    var ids = new BitSet(ROWS + 1);
    for (int chosen = 0; chosen < rows; ) {
      int id = random();
      if (!ids.get(id)) {
        ids.set(id);
        chosen++;
      }
    }
    return ids.stream().toArray();
  }

  /** The same row with a new random number. */
  public World renewed() {
    return new World(id, random());
  }

  public String json() {
    return "{\"id\":" + id + ",\"randomNumber\":" + randomNumber + '}';
  }

  /** An array, also of one row. */
  public static String json(World[] rows) {
    var json = new StringBuilder(2 + rows.length * MOST_JSON_CHARACTERS).append('[');
    for (World row : rows) {
      if (json.length() > 1) {
        json.append(',');
      }
      json.append("{\"id\":")
          .append(row.id)
          .append(",\"randomNumber\":")
          .append(row.randomNumber)
          .append('}');
    }
    return json.append(']').toString();
  }
}
