package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersistenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "close              | false | false",
        "Close              | false | false",
        "keep-alive         | true  | true",
        "Keep-Alive         | true  | true",
        "foo, close         | false | false",
        "keep-alive, close  | false | false",
        "foo ,Keep-Alive    | true  | true",
        "closed             | true  | false",
        "''                 | true  | false",
      })
  void optionsAreTokensInAnyCaseAndCloseWins(String list, boolean http11, boolean http10) {
    assertEquals(http11, Persistence.wanted(true, List.of(list)));
    assertEquals(http10, Persistence.wanted(false, List.of(list)));
  }

  @Test
  void withoutAFieldHttp11KeepsAndHttp10Closes() {
    assertEquals(true, Persistence.wanted(true, List.of()));
    assertEquals(false, Persistence.wanted(false, List.of()));
  }

  @Test
  void closeInASecondFieldIsSeen() {
    assertEquals(false, Persistence.wanted(true, List.of("keep-alive", "close")));
  }
}
