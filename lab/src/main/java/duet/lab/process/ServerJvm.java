package duet.lab.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs a program of the laboratory as an arm's JVM runs. */
public final class ServerJvm {
  /** Of every server's JVM, in its tree. */
  static final String OPTIONS = "service/jvm.options";

  private static final Pattern MAX_HEAP = Pattern.compile("-Xmx(\\d+)([kKmMgG]?)");

  private ServerJvm() {}

  /**
   * What {@code -Xmx} says; of several the last one counts.
   *
   * @param file lines of the options' file
   * @param own options that come after it
   * @throws IOException in one line, if none says it
   */
  static long maxHeapBytes(List<String> file, List<String> own) throws IOException {
    return Stream.concat(file.stream(), own.stream())
        .map(option -> MAX_HEAP.matcher(option.strip()))
        .filter(Matcher::matches)
        .mapToLong(match -> Long.parseLong(match.group(1)) << shift(match.group(2)))
        .reduce((_, later) -> later)
        .orElseThrow(() -> new IOException(OPTIONS + " must have -Xmx"));
  }

  private static int shift(String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "k" -> 10;
      case "m" -> 20;
      case "g" -> 30;
      default -> 0;
    };
  }

  /**
   * What it printed: with the options of the servers' JVMs, on the servers' processors.
   *
   * @param home the tree whose options they are
   * @param arguments of the JVM, the class to be run the last or followed by its own
   * @throws IOException in one line, if it fails
   */
  public static String printed(Path home, String processors, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = Launch.on(processors);
    command.add(Launch.java());
    command.add("@" + home.resolve(OPTIONS));
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(arguments);
    try (var children = new Children()) {
      Process process =
          children.add(
              new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new IOException(arguments.getLast() + " ended with exit code " + exitCode);
      }
      return printed;
    }
  }
}
