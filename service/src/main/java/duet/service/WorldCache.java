package duet.service;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code World} in memory, by id. Filled anew each time the database has come up; what
 * it once held stays while the database is down. Safe for use by several threads; reading never
 * blocks.
 */
public final class WorldCache {
  private volatile World @Nullable [] rows;

  /**
   * Takes all rows of the table.
   *
   * @throws IllegalArgumentException unless these are the ids 1..10000, each once
   */
  public void fill(List<World> table) {
    var byId = new World[World.ROWS];
    for (World row : table) {
      if (row.id() < 1 || row.id() > World.ROWS || byId[row.id() - 1] != null) {
        throw new IllegalArgumentException("World must have each id once: id=" + row.id());
      }
      byId[row.id() - 1] = row;
    }
    if (table.size() != World.ROWS) {
      throw new IllegalArgumentException("World must have 10000 rows: " + table.size());
    }
    rows = byId;
  }

  /** That many random rows; empty as long as the cache has never been filled. */
  public Optional<World[]> random(int count) {
    World[] cached = rows;
    if (cached == null) {
      return Optional.empty();
    }
    var chosen = new World[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = cached[World.random() - 1];
    }
    return Optional.of(chosen);
  }
}
