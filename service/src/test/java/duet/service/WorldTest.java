package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorldTest {

  @Test
  void aRowIsAnObjectAndRowsAreAlwaysAnArray() {
    var row = new World(4174, 331);
    assertEquals("{\"id\":4174,\"randomNumber\":331}", row.json());
    assertEquals("[{\"id\":4174,\"randomNumber\":331}]", World.json(new World[] {row}));
    assertEquals(
        "[{\"id\":4174,\"randomNumber\":331},{\"id\":10000,\"randomNumber\":1}]",
        World.json(new World[] {row, new World(10_000, 1)}));
  }

  @Test
  void randomNumbersReachBothEndsAndNoFurther() {
    int[] ids = World.randomIds(1_000_000);
    assertEquals(1, Arrays.stream(ids).min().orElseThrow());
    assertEquals(World.ROWS, Arrays.stream(ids).max().orElseThrow());
  }

  @Test
  void theIdsToWriteAreAscendingAndEachThereOnce() {
    int[] ids = World.randomIdsToWrite(500);
    assertEquals(500, ids.length);
    assertTrue(IntStream.range(1, ids.length).allMatch(i -> ids[i - 1] < ids[i]));
    assertTrue(ids[0] >= 1 && ids[ids.length - 1] <= World.ROWS);
  }

  @Test
  void theCacheHandsOutWhatItWasFilledWithOnceItIsFilled() {
    var cache = new WorldCache();
    assertTrue(cache.random(1).isEmpty());
    cache.fill(table(World.ROWS, 7));
    World[] rows = cache.random(500).orElseThrow();
    assertEquals(500, rows.length);
    assertTrue(Arrays.stream(rows).allMatch(row -> row.randomNumber() == 7));
    assertNotSame(rows, cache.random(500).orElseThrow());
    cache.fill(table(World.ROWS, 8));
    assertEquals(8, cache.random(1).orElseThrow()[0].randomNumber());
  }

  @Test
  void theCacheRefusesHalfATable() {
    var cache = new WorldCache();
    var few = assertThrows(IllegalArgumentException.class, () -> cache.fill(table(9_999, 1)));
    assertEquals("World must have 10000 rows: 9999", few.getMessage());
    var twice = List.of(new World(3, 1), new World(3, 1));
    var refused = assertThrows(IllegalArgumentException.class, () -> cache.fill(twice));
    assertEquals("World must have each id once: id=3", refused.getMessage());
  }

  private static List<World> table(int rows, int number) {
    return IntStream.rangeClosed(1, rows).mapToObj(id -> new World(id, number)).toList();
  }
}
