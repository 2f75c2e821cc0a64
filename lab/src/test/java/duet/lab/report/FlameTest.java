package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlameTest {
  @Test
  void noTwoWorkloadsShareAFile() {
    assertEquals("json~vertx-async.html", Flame.file("json", "vertx-async"));
    assertNotEquals(Flame.file("/a?b", "x"), Flame.file("/a_b", "x"));
    assertNotEquals(Flame.file("/a?b", "x"), Flame.file("_a_b", "x"));
  }

  @Test
  void whateverThePathIsTheFileStaysInItsFolder() {
    for (String workload : new String[] {"/../../x", "/json", "/a/b?c=%2F&d"}) {
      String file = Flame.file(workload, "vertx-async");
      assertTrue(file.matches("[A-Za-z0-9._~-]+") && !file.startsWith("."), file);
    }
  }
}
