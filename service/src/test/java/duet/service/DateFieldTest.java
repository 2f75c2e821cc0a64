package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DateFieldTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void theDayOfTheMonthAlwaysHasTwoDigits() {
    now.set(Instant.parse("1994-11-06T08:49:37Z"));
    var date = new DateField<String>(now::get, UnaryOperator.identity());
    assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", date.now()); // the example of RFC 9110 §5.6.7
    assertEquals(29, date.now().length());
  }

  @Test
  void aValueIsRenderedOnceASecond() {
    var rendered = new AtomicInteger();
    var date = new DateField<Integer>(now::get, _ -> rendered.incrementAndGet());
    assertEquals(1, date.now());
    now.set(Instant.ofEpochMilli(999));
    assertEquals(1, date.now());
    now.set(Instant.ofEpochMilli(1000));
    assertEquals(2, date.now());
    assertEquals(2, date.now());
  }

  @Test
  void aClockThatJumpsForthAndBackIsFollowedEachTime() {
    now.set(Instant.parse("2026-03-01T12:00:00.500Z"));
    var date = new DateField<String>(now::get, UnaryOperator.identity());
    for (String day : new String[] {"Mon, 02 Mar 2026", "Sat, 28 Feb 2026", "Sun, 01 Mar 2026"}) {
      now.set(
          Instant.parse(
              "2026-%s-%sT12:00:00.400Z"
                  .formatted(day.contains("Feb") ? "02" : "03", day.substring(5, 7))));
      assertEquals(day + " 12:00:00 GMT", date.now());
    }
  }

  @Test
  void aClockThatIsSetBackIsFollowed() {
    now.set(Instant.ofEpochSecond(100));
    var date = new DateField<String>(now::get, UnaryOperator.identity());
    now.set(Instant.ofEpochSecond(-1));
    assertEquals("Wed, 31 Dec 1969 23:59:59 GMT", date.now());
  }
}
