package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldSectionTest {
  private static final FieldSection RULES = new FieldSection(Settings.standard(0));

  /** Lines as they are sent. */
  private record Lines(List<String> lines) implements Fields {
    @Override
    public int count(Name name) {
      return all(name).size();
    }

    @Override
    public String first(Name name) {
      return all(name).getFirst();
    }

    @Override
    public List<String> all(Name name) {
      String start = name.text() + ":";
      return lines.stream()
          .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
          .map(line -> line.substring(start.length()).strip())
          .toList();
    }
  }

  private static int status(boolean http11, String lines) {
    var fields = new Lines(Arrays.asList(lines.split("\\|", -1)));
    Problem problem = RULES.refusal(http11, fields);
    return problem == null ? 200 : problem.status();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Host: h ~ 200",
        "HOST: h ~ 200",
        "X: y ~ 400",
        "Host: h|Host: h ~ 400",
        "Host:  ~ 400",
        "Host: u@h ~ 400",
        "Host: h|Content-Type: a|Content-Type: a ~ 400"
      })
  void thereIsOneHostAndItIsOne(String lines, int status) {
    assertEquals(status, status(true, lines));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Content-Length: 0 ~ 200",
        "Content-Length: 5 ~ 200",
        "Content-Length: 1048576 ~ 200",
        "Content-Length: 1048577 ~ 413",
        "Content-Length: 9223372036854775799 ~ 413",
        "Content-Length: 9223372036854775808 ~ 400",
        "Content-Length: 18446744073709551621 ~ 400",
        "Content-Length: 99999999999999999999999 ~ 400",
        "Content-Length:  ~ 400",
        "Content-Length: +5 ~ 400",
        "Content-Length: -0 ~ 400",
        "Content-Length: 0x5 ~ 400",
        "Content-Length: 05 ~ 400",
        "Content-Length: 00 ~ 400",
        "Content-Length: 5 5 ~ 400",
        "Content-Length: 5, 5 ~ 400",
        "Content-Length: 1_0 ~ 400",
        "Content-Length: \u0665 ~ 400",
        "Content-Length: 5|Content-Length: 5 ~ 400",
        "Content-Length: 5|Content-Encoding: gzip ~ 415",
        "Content-Encoding: gzip ~ 200"
      })
  void aLengthIsANumberInDigits(String lines, int status) {
    assertEquals(status, status(true, "Host: h|" + lines));
    assertEquals(status, status(false, lines));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Transfer-Encoding: chunked ~ 200",
        "Transfer-Encoding: CHUNKED ~ 200",
        "Transfer-Encoding: gzip, chunked ~ 501",
        "Transfer-Encoding: gzip|Transfer-Encoding: chunked ~ 501",
        "Transfer-Encoding: chunked, gzip ~ 400",
        "Transfer-Encoding: chunked, chunked ~ 400",
        "Transfer-Encoding: chunked|Transfer-Encoding: chunked ~ 400",
        "Transfer-Encoding: chunked|Transfer-Encoding: identity ~ 400",
        "Transfer-Encoding: chunked|Transfer-Encoding:  ~ 400",
        "Transfer-Encoding: identity ~ 400",
        "Transfer-Encoding: xchunked ~ 400",
        "Transfer-Encoding: chunked;q=1 ~ 400",
        "Transfer-Encoding: \"chunked\" ~ 400",
        "Transfer-Encoding: , chunked ~ 400",
        "Transfer-Encoding: chunked, ~ 400",
        "Transfer-Encoding:  ~ 400",
        "Transfer-Encoding: chunked|Content-Length: 5 ~ 400",
        "Transfer-Encoding: identity|Content-Length: 5 ~ 400",
        "Transfer-Encoding: chunked|Content-Encoding: gzip ~ 415"
      })
  void aBodyThatIsCodedIsChunkedAndNothingElse(String lines, int status) {
    assertEquals(status, status(true, "Host: h|" + lines));
    assertEquals(400, status(false, lines), "HTTP/1.0 knows no Transfer-Encoding");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Expect: 100-continue ~ 200",
        "Expect: 100-CONTINUE|Expect: 100-continue ~ 200",
        "Expect: 100-continue|Expect: x ~ 417",
        "Expect: 100-continue, x ~ 417",
        "Expect: 200-ok ~ 417",
        "Expect:  ~ 417"
      })
  void thereIsOneThingToExpect(String lines, int status) {
    assertEquals(status, status(true, "Host: h|" + lines));
    assertEquals(200, status(false, lines), "HTTP/1.0 knows no Expect");
  }

  @Test
  void http10NeedsNoHostButHasNoTwo() {
    assertEquals(200, status(false, "X: y"));
    assertEquals(400, status(false, "Host: a|Host: b"));
  }

  @Test
  void aHostThatWasInOrderMakesNoOtherOneSo() {
    assertEquals(200, status(true, "Host: h"));
    assertEquals(400, status(true, "Host: h/"));
    assertEquals(200, status(true, "Host: h"));
    assertEquals(400, status(true, "Host: "));
  }
}
