package duet.lab.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeMap;

/** Kernel files that a test writes, or that were captured from a real machine. */
final class InventedFiles implements ProcFiles {
  private final TreeMap<String, String> texts = new TreeMap<>();

  /** Captured; {@code name} is a folder of the test resources. */
  static ProcFiles captured(String name) {
    try {
      var folder = Objects.requireNonNull(InventedFiles.class.getResource(name), name);
      return ProcFiles.under(Path.of(folder.toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String text(String name) {
    try (var in = InventedFiles.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InventedFiles with(String path, String text) {
    texts.put(path, text);
    return this;
  }

  InventedFiles without(String path) {
    texts.keySet().removeIf(it -> it.equals(path) || it.startsWith(path + "/"));
    return this;
  }

  /** Ticks of user and system time are those of children that have ended. */
  InventedFiles process(long pid, long parent, long startTicks, long childTicks) {
    return with(
        "/proc/" + pid + "/stat",
        "%d (p%d) S %d 1 1 0 -1 0 0 0 0 0 0 0 %d 0 20 0 1 0 %d 0 0"
            .formatted(pid, pid, parent, childTicks, startTicks));
  }

  InventedFiles switches(long pid, long tid, long voluntary, long involuntary) {
    return with(
        "/proc/" + pid + "/task/" + tid + "/status",
        "Name:\tt\nCpus_allowed_list:\t0\nvoluntary_ctxt_switches:\t%d\nnonvoluntary_ctxt_switches:\t%d\n"
            .formatted(voluntary, involuntary));
  }

  @Override
  public String read(String path) throws IOException {
    var text = texts.get(path);
    if (text != null) {
      return text;
    }
    var below = path + "/";
    var names =
        texts.keySet().stream()
            .filter(it -> it.startsWith(below))
            .map(it -> it.substring(below.length()).split("/", 2)[0])
            .distinct()
            .collect(joining("\n"));
    if (names.isEmpty()) {
      throw new NoSuchFileException(path);
    }
    return names;
  }
}
