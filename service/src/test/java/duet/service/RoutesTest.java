package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

  @Test
  void everyPathWithoutParametersIsResolvedToItsResource() {
    assertEquals(new Resource.Root(), found("GET", "/"));
    assertEquals(new Resource.Plaintext(), found("GET", "/plaintext"));
    assertEquals(new Resource.Json(), found("GET", "/json"));
    assertEquals(new Resource.Db(), found("GET", "/db"));
    assertEquals(new Resource.Fortunes(), found("GET", "/fortunes"));
    assertEquals(new Resource.Echo(), found("POST", "/echo"));
  }

  @Test
  void aPathWithoutParametersIsResolvedWithoutAllocation() {
    assertSame(Routes.resolve("GET", "/", null), Routes.resolve("GET", "/", null));
  }

  @Test
  void theAbsoluteFormIsTakenToo() {
    assertEquals(new Resource.Json(), found("GET", "http://localhost:1/json"));
    assertEquals(new Resource.Root(), found("GET", "http://localhost"));
    assertEquals(new Resource.Delay(3), found("GET", "HTTP://h/delay/3"));
  }

  @Test
  void headIsResolvedLikeGet() {
    assertEquals(found("GET", "/json"), found("HEAD", "/json"));
    assertEquals(new Resource.Delay(7), found("HEAD", "/delay/7"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 60_000})
  void aDelayInRangeIsResolved(int millis) {
    assertEquals(new Resource.Delay(millis), found("GET", "/delay/" + millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "60001", "abc", "+5", "1.5", "%20", "٣", "99999999999999999999"})
  void aDelayOutOfRangeIs400AndNamesRuleAndValue(String value) {
    Answer answer = settled("GET", "/delay/" + value);
    assertEquals(400, answer.status());
    assertEquals(
        "ms must be a whole number from 0 to 60000: " + value, detail(answer), () -> text(answer));
  }

  @Test
  void parametersInRangeAreResolved() {
    assertEquals(new Resource.Compute(1), found("GET", "/compute/1"));
    assertEquals(new Resource.Compute(1_000_000), found("GET", "/compute/1000000"));
    assertEquals(new Resource.Work(0, 0), found("GET", "/work"));
    assertEquals(new Resource.Work(5, 100), found("GET", "/work?rounds=100&wait=5"));
    assertEquals(new Resource.Fetch(60_000), found("GET", "/fetch/60000"));
    assertEquals(new Resource.Gather(100, 7, 0), found("GET", "/gather/100/7"));
    assertEquals(new Resource.Gather(1, 0, 20), found("GET", "/gather/1/0?deadline=20"));
    assertEquals(new Resource.Stream(0), found("GET", "/stream/0"));
    assertEquals(new Resource.Stream(10L << 30), found("HEAD", "/stream/10737418240"));
    assertEquals(new Resource.File("a/b%20c"), found("GET", "/files/a/b%20c"));
  }

  @ParameterizedTest
  @CsvSource({
    "/compute/0",
    "/compute/1000001",
    "/compute/x",
    "/work?wait=-1",
    "/work?wait=60001",
    "/work?rounds=1000001",
    "/work?rounds=",
    "/fetch/60001",
    "/gather/0/1",
    "/gather/101/1",
    "/gather/1/60001",
    "/gather/1/1?deadline=0",
    "/gather/1/1?deadline=",
    "/gather/1/1?deadline=120001",
    "/stream/-1",
    "/stream/10737418241",
    "/stream/9999999999999999999",
  })
  void aParameterOutOfRangeIs400(String target) {
    assertEquals(400, settled("GET", target).status());
  }

  @ParameterizedTest
  @CsvSource({
    "'',             1",
    "?queries=,      1",
    "?queries=foo,   1",
    "?queries=1.5,   1",
    "?queries=0,     1",
    "?queries=-5,    1",
    "?queries=-,     1",
    "?queries=20,    20",
    "?queries=020,   20",
    "?queries=500,   500",
    "?queries=501,   500",
    "?queries=99999999999999999999, 500",
    "?queriesx=7,    1",
    "?x=7&queries=8, 8",
    "?queries=8&queries=9, 8",
  })
  void theCountOfRowsIsTechEmpowers(String query, int rows) {
    assertEquals(new Resource.Queries(rows), found("GET", "/queries" + query));
    assertEquals(new Resource.Updates(rows), found("GET", "/updates" + query));
    assertEquals(
        new Resource.CachedQueries(rows),
        found("GET", "/cached-queries" + query.replace("queries", "count")));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /nowhere, 404",
    "GET,  /gather/1, 404",
    "GET,  /gather//1, 404",
    "GET,  /gather/1/, 404",
    "GET,  /gather/1/2/3, 404",
    "GET,  /files,   404",
    "GET,  /files/,  404",
    "GET,  /compute/1/2, 404",
    "POST, /db,      405",
    "POST, /files/x, 405",
    "GET,  /delay,   404",
    "GET,  /delay/,  404",
    "GET,  /delay/1/2, 404",
    "GET,  *,        404",
    "POST, /,        405",
    "PUT,  /json,    405",
    "GET,  /echo,    405",
    "HEAD, /echo,    405",
    "TRACE, /,       405",
    "BREW, /,        501",
    "get,  /,        501",
    "BREW, /nowhere, 501",
  })
  void whatIsNotServedIsToldApart(String method, String path, int status) {
    assertEquals(status, settled(method, path).status());
  }

  @Test
  void optionsAnd405NameWhatIsAllowed() {
    assertEquals("GET, HEAD, OPTIONS", settled("OPTIONS", "/delay/5").allow());
    assertEquals("OPTIONS, POST", settled("OPTIONS", "/echo").allow());
    assertEquals("GET, HEAD, OPTIONS, POST", settled("OPTIONS", "*").allow());
    assertEquals("GET, HEAD, OPTIONS", settled("DELETE", "/plaintext").allow());
  }

  private static Resource found(String method, String target) {
    return assertInstanceOf(
            Resolution.Found.class, Routes.resolve(method, path(target), query(target)))
        .resource();
  }

  private static Answer settled(String method, String target) {
    return assertInstanceOf(
            Resolution.Settled.class, Routes.resolve(method, path(target), query(target)))
        .answer();
  }

  private static String path(String target) {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  private static @Nullable String query(String target) {
    int mark = target.indexOf('?');
    return mark < 0 ? null : target.substring(mark + 1);
  }

  private static String detail(Answer answer) {
    return text(answer).replaceFirst(".*\"detail\":\"(.*)\"}", "$1");
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
