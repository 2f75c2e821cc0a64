package duet.gatling;

import static duet.gatling.Quantity.CONSOLE;
import static duet.gatling.Quantity.FILE;
import static duet.gatling.Quantity.PAGE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuantityTest {

  @Test
  void fiveDigitsAreGroupedOnThePageAlone() {
    assertEquals("9999", PAGE.count(9999));
    assertEquals("122,000", PAGE.count(122_000));
    assertEquals("122000", FILE.count(122_000));
    assertEquals("122000", CONSOLE.count(122_000));
  }

  @Test
  void whatIsNoFigureIsNotPrintedAsOne() {
    assertEquals("–", PAGE.fixed(Double.NaN, 2));
    assertEquals("-", CONSOLE.fixed(Double.POSITIVE_INFINITY, 2));
    assertEquals("", FILE.fixed(Double.NaN, 2));
  }

  @Test
  void briefFiguresHaveThreeDigitsAlsoWhereRoundingAddsOne() {
    assertEquals("0.123", PAGE.brief(0.1234));
    assertEquals("1.00", PAGE.brief(0.9996));
    assertEquals("9.99", PAGE.brief(9.994));
    assertEquals("10.0", PAGE.brief(9.996));
    assertEquals("100", PAGE.brief(99.96));
    assertEquals("1234", PAGE.brief(1234.4));
  }

  @Test
  void aCountOfOneTakesNoPlural() {
    assertEquals("1 request", PAGE.count(1, "request"));
    assertEquals("0 requests", PAGE.count(0, "request"));
  }
}
