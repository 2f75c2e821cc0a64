package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Problem.assertProblemHead;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static duet.contract.Served.request;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /files}: a file below the configured folder, its validators and ranges. */
public interface FileContract extends Served {
  /** Last changed so long ago that it is a strong validator (RFC 9110 §8.8.2.2). */
  Instant CHANGED = Instant.parse("2024-02-29T01:02:03.456789Z");

  String CHANGED_FIELD = "Thu, 29 Feb 2024 01:02:03 GMT";
  String TEXT = "0123456789";

  /** The folder the server under test serves; the tests write there and beside it. */
  Path folder();

  @BeforeEach
  default void filesAreThere() throws IOException {
    Files.createDirectories(folder().resolve("sub"));
    write(folder().resolve("digits.txt"), TEXT);
    write(folder().resolve("sub/page.html"), "<p>");
    write(folder().resolve("two words.dat"), "data");
    write(folder().resolve("empty"), "");
    write(folder().resolveSibling("secret"), "secret");
    link("inside", Path.of("sub/page.html"));
    link("outside", folder().resolveSibling("secret"));
    link("sub/above", Path.of("../.."));
    link("loop", Path.of("loop"));
  }

  private static void write(Path file, String content) throws IOException {
    Files.writeString(file, content, ISO_8859_1);
    Files.setLastModifiedTime(file, FileTime.from(CHANGED));
  }

  private void link(String name, Path target) throws IOException {
    Path link = folder().resolve(name);
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }

  private Answer get(String name, String... fields) throws IOException {
    return asked("GET", name, fields);
  }

  private Answer asked(String method, String name, String... fields) throws IOException {
    return ask(
        last(method, "/files/" + name)
            .replace("\r\n\r\n", "\r\n" + String.join("", lines(fields)) + "\r\n"));
  }

  private static String[] lines(String... fields) {
    return Arrays.stream(fields).map(field -> field + "\r\n").toArray(String[]::new);
  }

  /** RFC 9110 §8: type, length and validators. */
  @ParameterizedTest
  @CsvSource({
    "digits.txt, text/plain; charset=utf-8, 0123456789",
    "sub/page.html, text/html; charset=utf-8, <p>",
    "sub%2fpage.html, text/html; charset=utf-8, <p>",
    "inside, application/octet-stream, <p>",
    "two%20words.dat, application/octet-stream, data",
    "empty, application/octet-stream, ''"
  })
  default void aFileIsServedWithItsValidators(String name, String type, String content)
      throws IOException {
    Answer answer = get(name);
    assertEquals(200, answer.status(), answer::head);
    assertEquals(content, answer.body());
    assertEquals(type, answer.field("Content-Type").orElse("none"));
    assertEquals(Integer.toString(content.length()), answer.field("Content-Length").orElse("none"));
    assertEquals(CHANGED_FIELD, answer.field("Last-Modified").orElse("none"));
    assertTrue(answer.field("ETag").orElse("none").matches("\"[!-~&&[^\"]]+\""), answer::head);
    assertEquals("bytes", answer.field("Accept-Ranges").orElse("none"));
    assertEquals("nosniff", answer.field("X-Content-Type-Options").orElse("none"));
    assertTrue(answer.field("Server").isPresent(), answer::head);
    RootAnswer.assertNow(answer.field("Date").orElse("no Date"));
  }

  /** RFC 9110 §9.3.2 and §14.2: the same fields as GET, no body, and no ranges. */
  @ParameterizedTest
  @ValueSource(strings = {"digits.txt", "empty"})
  default void headHasTheFieldsOfGet(String name) throws IOException {
    Answer get = get(name);
    Answer head = asked("HEAD", name, "Range: bytes=0-1");
    assertEquals(get.status(), head.status(), head::head);
    assertEquals(
        get.fields().stream().filter(field -> !field.name().equals("Date")).toList(),
        head.fields().stream().filter(field -> !field.name().equals("Date")).toList());
  }

  /** Contract: nothing outside the folder, ever; and no folder. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "missing",
        "sub",
        "sub/",
        "../secret",
        "%2e%2e/secret",
        "%2E%2E%2fsecret",
        "..%2fsecret",
        "sub/../../secret",
        "sub/../digits.txt",
        "%252e%252e/secret",
        "..%5csecret",
        "sub%5cpage.html",
        ".",
        "./digits.txt",
        "/digits.txt",
        "%2fetc%2fpasswd",
        "sub//page.html",
        "digits.txt/",
        "digits.txt/x",
        "outside",
        "sub/above/secret",
        "loop"
      })
  default void whatIsNoFileBelowTheFolderIs404(String name) throws IOException {
    assertProblem(get(name), 404);
    assertProblemHead(asked("HEAD", name), 404);
  }

  /** A name the file system cannot have is none. */
  @ParameterizedTest
  @ValueSource(ints = {256, 5000})
  default void anOverlongNameIs404(int length) throws IOException {
    assertProblem(get("x".repeat(length)), 404);
  }

  /** RFC 3986 §2.1: decoded once; what is then no UTF-8, or has a NUL, is malformed. */
  @ParameterizedTest
  @ValueSource(strings = {"digits.txt%00", "%00", "a%00b.html", "%ff", "%c0%ae%c0%ae/secret"})
  default void aMalformedNameIs400(String name) throws IOException {
    assertProblem(get(name), 400);
  }

  /** RFC 9110 §13.1.2: If-None-Match compares weakly, and goes before If-Modified-Since. */
  @Test
  default void whatTheClientHasIs304() throws IOException {
    String tag = get("digits.txt").field("ETag").orElse("none");
    for (String list : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*", "\"a,b\" ,W/" + tag}) {
      assertNotModified(get("digits.txt", "If-None-Match: " + list), tag);
      assertNotModified(asked("HEAD", "digits.txt", "If-None-Match: " + list), tag);
    }
    assertNotModified(get("digits.txt", "If-None-Match: \"x\"", "If-None-Match: " + tag), tag);
    assertNotModified(get("digits.txt", "If-Modified-Since: " + CHANGED_FIELD), tag);
    assertNotModified(get("digits.txt", "If-Modified-Since: Sun, 01 Dec 2024 00:00:00 GMT"), tag);
    assertNotModified(
        get("digits.txt", "If-Modified-Since: Thursday, 29-Feb-24 01:02:03 GMT"), tag);
    assertNotModified(get("digits.txt", "If-Modified-Since: Thu Feb 29 01:02:03 2024"), tag);
    try (Wire wire = connect()) {
      String conditional =
          request("GET /files/digits.txt HTTP/1.1", "Host: localhost", "If-None-Match: *");
      assertEquals(304, wire.send(conditional).answer().status());
      RootAnswer.assertKept(wire.send(kept("GET", "/")).answer());
    }
  }

  private static void assertNotModified(Answer answer, String tag) {
    assertEquals(304, answer.status(), answer::head);
    assertEquals(tag, answer.field("ETag").orElse("none"));
    assertEquals("none", answer.field("Content-Length").orElse("none"), answer::head);
    assertEquals("", answer.body());
    RootAnswer.assertNow(answer.field("Date").orElse("no Date"));
  }

  /** The same where the client has another, or nobody can tell. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "If-None-Match: \"x\"",
        "If-None-Match: x",
        "If-None-Match:",
        "If-Modified-Since: Thu, 29 Feb 2024 01:02:02 GMT",
        "If-Modified-Since: Thu, 30 Feb 2024 01:02:04 GMT",
        "If-Modified-Since: yesterday",
        "If-None-Match: \"x\"\r\nIf-Modified-Since: Sun, 01 Dec 2024 00:00:00 GMT"
      })
  default void whatTheClientDoesNotHaveIsSent(String field) throws IOException {
    assertEquals(200, get("digits.txt", field).status());
  }

  /** RFC 9110 §13.1.1, §13.1.4 and §13.2.2: If-Match compares strongly and goes first. */
  @Test
  default void aPreconditionThatFailsIs412() throws IOException {
    String tag = get("digits.txt").field("ETag").orElse("none");
    for (String field :
        new String[] {
          "If-Match: \"x\"",
          "If-Match: W/" + tag,
          "If-Match:",
          "If-Unmodified-Since: Thu, 29 Feb 2024 01:02:02 GMT",
          "If-Match: \"x\"\r\nIf-None-Match: *"
        }) {
      assertProblem(get("digits.txt", field), 412);
      assertProblemHead(asked("HEAD", "digits.txt", field), 412);
    }
    for (String field :
        new String[] {
          "If-Match: *",
          "If-Match: \"x\", " + tag,
          "If-Unmodified-Since: " + CHANGED_FIELD,
          "If-Unmodified-Since: yesterday",
          "If-Match: " + tag + "\r\nIf-Unmodified-Since: Thu, 29 Feb 2024 01:02:02 GMT"
        }) {
      assertEquals(200, get("digits.txt", field).status(), field);
    }
  }

  /** RFC 9110 §14.1.2 and §15.3.7. */
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=2-5, 2, 5",
    "bytes=5-, 5, 9",
    "bytes=-3, 7, 9",
    "bytes=-99, 0, 9",
    "bytes=9-99999999999999999999999, 9, 9",
    "BYTES=1-1, 1, 1",
    "'bytes=1-1,', 1, 1"
  })
  default void aRangeIs206(String range, int first, int last) throws IOException {
    Answer answer = get("digits.txt", "Range: " + range);
    assertEquals(206, answer.status(), answer::head);
    assertEquals(
        "bytes " + first + "-" + last + "/10", answer.field("Content-Range").orElse("none"));
    assertEquals(Integer.toString(last - first + 1), answer.field("Content-Length").orElse(""));
    assertEquals(TEXT.substring(first, last + 1), answer.body());
    assertEquals(get("digits.txt").field("ETag"), answer.field("ETag"));
    assertEquals(CHANGED_FIELD, answer.field("Last-Modified").orElse("none"));
  }

  /** RFC 9110 §15.5.17. */
  @ParameterizedTest
  @CsvSource({
    "digits.txt, bytes=10-, 10",
    "digits.txt, bytes=99999999999999999999-, 10",
    "digits.txt, bytes=-0, 10",
    "empty, bytes=0-, 0"
  })
  default void aRangeBeyondTheEndIs416(String name, String range, int size) throws IOException {
    Answer answer = get(name, "Range: " + range);
    assertProblem(answer, 416);
    assertEquals("bytes */" + size, answer.field("Content-Range").orElse("none"));
  }

  /** RFC 9110 §14.2: what is malformed or unknown is ignored, and several ranges may be. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=5-2",
        "bytes=-",
        "bytes=",
        "bytes=a-b",
        "bytes=1",
        "bytes 0-1",
        "lines=0-1",
        "bytes=0-1,4-5",
        "bytes=+1-2",
        "bytes=0x1-2"
      })
  default void anotherRangeIsIgnored(String range) throws IOException {
    Answer answer = get("digits.txt", "Range: " + range);
    assertEquals(200, answer.status(), answer::head);
    assertEquals(TEXT, answer.body());
    assertEquals("none", answer.field("Content-Range").orElse("none"));
  }

  /** RFC 9110 §13.1.5: a range of what has changed meanwhile would be none of it. */
  @Test
  default void ifRangeDecidesWhetherTheRangeApplies() throws IOException {
    String tag = get("digits.txt").field("ETag").orElse("none");
    for (String same : new String[] {tag, CHANGED_FIELD}) {
      assertEquals(206, get("digits.txt", "Range: bytes=0-1", "If-Range: " + same).status());
    }
    for (String other :
        new String[] {
          "\"x\"", "W/" + tag, "Sun, 01 Dec 2024 00:00:00 GMT", "Thu, 29 Feb 2024 01:02:02 GMT"
        }) {
      assertEquals(200, get("digits.txt", "Range: bytes=0-1", "If-Range: " + other).status());
    }
    assertEquals(200, get("digits.txt", "If-Range: " + tag).status());
  }

  /** A file of another state has another tag, though it is as long. */
  @Test
  default void anotherStateHasAnotherTag() throws IOException {
    Path file = folder().resolve("changing.txt");
    write(file, "before");
    String before = get("changing.txt").field("ETag").orElse("none");
    Files.setLastModifiedTime(file, FileTime.from(CHANGED.plusNanos(1000)));
    assertEquals(200, get("changing.txt", "If-None-Match: " + before).status());
    Files.delete(file);
    assertProblem(get("changing.txt"), 404);
  }

  /** RFC 9110 §8.8.2.1: never later than Date. */
  @Test
  default void aFileOfTheFutureWasChangedNow() throws IOException {
    Path file = folder().resolve("future.txt");
    Files.writeString(file, "x", ISO_8859_1);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(86_400)));
    RootAnswer.assertNow(get("future.txt").field("Last-Modified").orElse("none"));
  }

  /** Contract: constant memory, whatever the size; whoever does not read stops nobody. */
  @Test
  default void aLargeFileIsSentWholeAndInParts() throws IOException {
    String content = "0123456789abcdef".repeat(200_000);
    write(folder().resolve("large.bin"), content);
    try (Wire idle = connect().send(kept("GET", "/files/large.bin"));
        Wire wire = connect()) {
      Answer whole = wire.send(kept("GET", "/files/large.bin")).answer();
      assertTrue(content.equals(whole.body()), whole::head);
      String part =
          request(
              "GET /files/large.bin HTTP/1.1", "Host: localhost", "Range: bytes=1000001-3000000");
      assertTrue(content.substring(1_000_001, 3_000_001).equals(wire.send(part).answer().body()));
      RootAnswer.assertKept(wire.send(kept("GET", "/")).answer());
      assertTrue(content.equals(idle.answer().body()));
    }
  }

  /** HTTP/1.0 knows lengths, so its connection may be kept (RFC 9112, appendix C.2.2). */
  @Test
  default void http10IsServedToo() throws IOException {
    try (Wire wire = connect()) {
      String get = request("GET /files/digits.txt HTTP/1.0", "Connection: keep-alive");
      assertEquals(TEXT, wire.send(get).answer().body());
      assertEquals(TEXT, wire.send(get).answer().body());
    }
  }
}
