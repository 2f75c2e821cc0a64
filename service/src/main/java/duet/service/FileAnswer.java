package duet.service;

import java.nio.channels.FileChannel;
import java.util.List;
import java.util.function.Function;

/** How a request for a file is answered. */
public sealed interface FileAnswer {

  /** The head of the answer; to a HEAD it is all there is. */
  Head head();

  /**
   * With content of the file.
   *
   * @param offset of the first byte to send
   * @param length how many; the head says so too
   * @param file open for reading; closed by whom it is given to
   */
  record Content(Head head, long offset, long length, FileChannel file) implements FileAnswer {}

  /**
   * With a content of its own, or none.
   *
   * @param body empty where the head says 304
   */
  @SuppressWarnings("ArrayRecordComponent") // answers are sent, never compared
  record Other(Head head, byte[] body) implements FileAnswer {}

  /** With a problem and no word on any file. */
  static FileAnswer refused(Problem problem) {
    return refused(problem, new Head(problem.status(), problem.title()));
  }

  private static FileAnswer refused(Problem problem, Head head) {
    Answer answer = problem.answer();
    return new Other(
        head.with("Content-Length", Integer.toString(answer.body().length))
            .with("Content-Type", "application/problem+json"),
        answer.body());
  }

  /**
   * As the request's conditions and its range have it.
   *
   * @param size of the file
   * @param get whether the request is a GET; if not it is a HEAD
   * @param fields the values of all the request's field lines of a name
   * @param file open for reading; still the caller's where the result does not have it
   */
  static FileAnswer of(
      long size,
      Validators validators,
      String mediaType,
      boolean get,
      Function<String, List<String>> fields,
      FileChannel file) {
    return switch (validators.outcome(fields)) {
      case PRECONDITION_FAILED ->
          refused(
              Problem.of(
                  412, "Precondition Failed", "The file is not in the state that was asked for."));
      case NOT_MODIFIED -> new Other(validated(new Head(304, "Not Modified"), validators), EMPTY);
      case PROCEED -> {
        boolean ranged = get && validators.rangeApplies(fields.apply("If-Range"));
        yield switch (ranged ? ByteRange.of(fields.apply("Range"), size) : new ByteRange.Whole()) {
          case ByteRange.Whole() ->
              new Content(content(new Head(200, "OK"), size, mediaType, validators), 0, size, file);
          case ByteRange.Part(long offset, long length) ->
              new Content(
                  content(new Head(206, "Partial Content"), length, mediaType, validators)
                      .with(
                          "Content-Range",
                          "bytes " + offset + "-" + (offset + length - 1) + "/" + size),
                  offset,
                  length,
                  file);
          case ByteRange.Unsatisfiable() ->
              refused(
                  Problem.of(
                      416, "Range Not Satisfiable", "The file ends before the range begins."),
                  new Head(416, "Range Not Satisfiable").with("Content-Range", "bytes */" + size));
        };
      }
    };
  }

  byte[] EMPTY = {};

  private static Head content(Head head, long length, String mediaType, Validators validators) {
    return validated(head, validators)
        .with("Accept-Ranges", "bytes")
        .with("Content-Length", Long.toString(length))
        .with("Content-Type", mediaType)
        .with("X-Content-Type-Options", "nosniff");
  }

  private static Head validated(Head head, Validators validators) {
    return head.with("ETag", validators.etag())
        .with("Last-Modified", validators.lastModifiedField());
  }
}
