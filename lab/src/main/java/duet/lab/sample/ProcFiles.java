package duet.lab.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The kernel's files, {@code /proc} and {@code /sys}. Tests hand in captured ones. */
@FunctionalInterface
interface ProcFiles {
  /** A page of the kernel's, which is the most that one of its settings fills. */
  int FIRST_READ_BYTES = 4096;

  /**
   * The whole text of a file; of a folder, the names in it, one a line.
   *
   * @throws IOException when there is none or it may not be read
   */
  String read(String path) throws IOException;

  /**
   * Sets a file that the kernel takes orders by.
   *
   * @throws IOException when there is no such file or it may not be written, as everywhere but on
   *     this machine
   */
  default void write(String path, String text) throws IOException {
    throw new IOException("cannot be written: " + path);
  }

  /**
   * The real ones.
   *
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  static ProcFiles ofThisMachine() {
    return of(System.getProperty("os.name"));
  }

  static ProcFiles of(String system) {
    if (!system.toLowerCase(Locale.ROOT).equals("linux")) {
      throw new UnsupportedOperationException(
          "processes are measured on Linux alone, by its /proc: this system is " + system);
    }
    var reader = under(Path.of("/"));
    return new ProcFiles() {
      @Override
      public String read(String path) throws IOException {
        return reader.read(path);
      }

      @Override
      public void write(String path, String text) throws IOException {
        Files.writeString(Path.of(path), text);
      }
    };
  }

  static ProcFiles under(Path root) {
    return path -> {
      var file = root.resolve(path.substring(1));
      if (!Files.isDirectory(file)) {
        return text(file);
      }
      try (var entries = Files.list(file)) {
        return entries.map(entry -> entry.getFileName().toString()).collect(joining("\n"));
      }
    };
  }

  /**
   * The kernel makes up a file's text when it is read: the first reading must have room for all of
   * it, or settings below {@code /proc/sys} are cut off. {@link Files#readString} asks for one byte
   * first, because their size is said to be 0.
   */
  private static String text(Path file) throws IOException {
    try (var in = new FileInputStream(file.toFile())) {
      var buffer = new byte[FIRST_READ_BYTES];
      var text = new ByteArrayOutputStream(0);
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        text.write(buffer, 0, read);
      }
      return text.toString(UTF_8);
    }
  }
}
