package duet.lab.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessLinesTest {
  private static String line(String request, int status) {
    return "127.0.0.1 - - [28/Nov/2026:16:00:00 +0000] \"%s\" %d 13 250".formatted(request, status);
  }

  @Test
  void eachRequestIsFoundByItsId() {
    var lines =
        AccessLines.of(
            List.of(
                line("GET /delay/20?id=7 HTTP/1.1", 200),
                line("POST /echo?id=8 HTTP/1.1", 499),
                line("-", 400),
                "2026-11-28T16:00:00Z WARNING duet: \"GET /x?id=9 HTTP/1.1\" is mentioned"));

    assertEquals(Map.of(7L, 200, 8L, 499), lines.statuses());
    assertEquals(1, lines.right());
    assertTrue(lines.isRight(7));
    assertFalse(lines.isRight(8));
    assertFalse(lines.isRight(9));
    assertEquals(2, lines.others().size());
  }

  @Test
  void aRequestThatIsLoggedTwiceIsNoticed() {
    var lines =
        AccessLines.of(
            List.of(line("GET /json?id=7 HTTP/1.1", 200), line("GET /json?id=7 HTTP/1.1", 200)));

    assertEquals(List.of(7L), lines.twice());
  }
}
