package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Problem.assertProblemHead;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static duet.contract.Served.request;
import static duet.contract.ServedFiles.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /files}: a file below the configured folder, and nothing else. */
public interface FileContract extends ServedFiles {

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

  /** RFC 9112 §8: a content that ends too early ends the connection, and nothing stands for it. */
  @Test
  default void aFileThatShrinksMeanwhileEndsTheConnection() throws IOException {
    Path file = folder().resolve("shrinking.bin");
    try (var large = new RandomAccessFile(file.toFile(), "rw");
        var client = new Socket(base().getHost(), base().getPort())) {
      large.setLength(64 << 20); // more than the buffers between the two sides hold
      client.setSoTimeout(Math.toIntExact(Wire.PATIENCE.toMillis()));
      client.getOutputStream().write(kept("GET", "/files/shrinking.bin").getBytes(ISO_8859_1));
      InputStream in = client.getInputStream();
      assertEquals('H', in.read());
      large.setLength(1000);
      long read = 1;
      try {
        for (int some = 0; some >= 0; some = in.read(new byte[65_536])) {
          read += some;
        }
      } catch (SocketException _) {
        // A reset tells the client as well.
      }
      assertTrue(read < 64 << 20, "bytes: " + read);
    }
    RootAnswer.assertClosing(ask(last("GET", "/")));
  }
}
