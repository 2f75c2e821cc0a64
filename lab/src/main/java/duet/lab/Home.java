package duet.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The project's top folder, in which everything that is started has been built. */
record Home(Path folder) {
  private static final String PROPERTY = "duet.home";

  /** As {@code bin/duet} says. */
  static Home find() {
    return new Home(Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().normalize());
  }

  /** Where comparisons are kept. */
  Path results() {
    return folder.resolve("results");
  }

  /** The commit that is checked out, and whether files differ from it. */
  String commit() {
    String commit = git("rev-parse", "--short", "HEAD");
    if (commit.isEmpty()) {
      return "no commit known";
    }
    return commit + (git("status", "--porcelain").isEmpty() ? " (clean)" : " (changed)");
  }

  /** What git prints; empty where it cannot. */
  String git(String... arguments) {
    var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      byte[] printed = git.getInputStream().readAllBytes();
      return git.waitFor() == 0 ? new String(printed, StandardCharsets.UTF_8).strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
