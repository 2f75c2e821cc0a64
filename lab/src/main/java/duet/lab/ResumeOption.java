package duet.lab;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether something that was broken off shall go on, and which. */
final class ResumeOption {
  /** The folder to go on with, empty for the last; null where something new is begun. */
  @Option(
      names = "--resume",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "DIR",
      description = "go on with one that was broken off, the last one unless named")
  @Nullable String folder;
}
