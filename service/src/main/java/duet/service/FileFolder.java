package duet.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The folder below which {@code /files} serves regular files, and nothing outside it. It may go and
 * come back. Safe for use by several threads; every method asks the file system and may block.
 */
public final class FileFolder {
  private static final Problem NAME = Problem.of(400, "Bad Request", "The name is not UTF-8.");

  /** Of a file that changes all the time what is said is at last what was so a moment ago. */
  private static final int MOST_TRIES = 20;

  private final Path folder;
  private final InstantSource clock;

  FileFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** The folder the settings name; {@code samples} is the one that comes with the project. */
  public static FileFolder of(Settings settings) {
    Path folder =
        settings.files().equals("samples")
            ? Checkout.home().orElse(Path.of("")).resolve("service", "samples")
            : Path.of(settings.files());
    return new FileFolder(folder, InstantSource.system());
  }

  /**
   * Finds a file and decides how a request for it is answered.
   *
   * @param name what follows {@code /files/}, still percent-encoded
   * @param get whether the content is asked for; a HEAD knows no ranges (RFC 9110 §14.2)
   * @param fields the values of all the request's field lines of a name
   * @return with an open file the caller closes, where the answer has content of one
   */
  public FileAnswer ask(String name, boolean get, Function<String, List<String>> fields) {
    var decoded = FileName.decoded(name);
    if (decoded.isEmpty()) {
      return FileAnswer.refused(NAME);
    }
    List<String> segments = FileName.segments(decoded.get());
    if (segments.isEmpty()) {
      return FileAnswer.refused(Problem.NOT_FOUND);
    }
    try {
      return ask(segments, get, fields);
    } catch (IOException | InvalidPathException _) {
      // Not there, not to be read, in a loop of links, too long: none of it is the client's affair.
      return FileAnswer.refused(Problem.NOT_FOUND);
    }
  }

  private FileAnswer ask(List<String> segments, boolean get, Function<String, List<String>> fields)
      throws IOException {
    Path root = folder.toRealPath();
    Path file = root.resolve(String.join("/", segments)).toRealPath();
    if (!file.startsWith(root)) {
      return FileAnswer.refused(Problem.NOT_FOUND);
    }
    Opened opened = open(file);
    if (opened == null) {
      return FileAnswer.refused(Problem.NOT_FOUND);
    }
    BasicFileAttributes attributes = opened.attributes();
    FileChannel channel = opened.channel();
    var answer =
        FileAnswer.of(
            attributes.size(),
            Validators.of(attributes.size(), attributes.lastModifiedTime(), clock.instant()),
            MediaType.of(segments.getLast()),
            get,
            fields,
            channel);
    if (!(answer instanceof FileAnswer.Content)) {
      channel.close();
    }
    return answer;
  }

  private record Opened(FileChannel channel, BasicFileAttributes attributes) {}

  /**
   * Opens a file and looks at it, and again if it was replaced between the two; null for what is no
   * regular file, which is not opened, since to open a pipe would wait for its writer.
   */
  private static @Nullable Opened open(Path file) throws IOException {
    for (int tries = 1; ; tries++) {
      BasicFileAttributes before = attributes(file);
      if (!before.isRegularFile()) {
        return null;
      }
      var channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      try {
        BasicFileAttributes after = attributes(file);
        boolean same = areOfOneFile(before, after) && channel.size() == after.size();
        if (same || tries == MOST_TRIES) {
          return new Opened(channel, after);
        }
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      channel.close();
    }
  }

  /** A file's number alone does not say so: the next file may have that of the one before. */
  private static boolean areOfOneFile(BasicFileAttributes one, BasicFileAttributes other) {
    return Objects.equals(one.fileKey(), other.fileKey())
        && one.size() == other.size()
        && one.lastModifiedTime().equals(other.lastModifiedTime());
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
