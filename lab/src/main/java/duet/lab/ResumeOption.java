package duet.lab;

import duet.lab.plan.PlanException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Whether something that was broken off shall go on, and which. */
final class ResumeOption {
  private static final String NAME = "--resume";

  /** The folder to go on with, empty for the last; null where something new is begun. */
  @Option(
      names = NAME,
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "DIR",
      description =
          "go on with one that this command began and that was broken off, the last one unless"
              + " named, as it was asked for then")
  @Nullable String folder;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /**
   * The folder, likewise, where nothing else was said that would have no effect.
   *
   * @param options what may be said with it
   * @throws PlanException in one line that names what was said
   */
  @Nullable String folder(String... options) throws PlanException {
    if (folder != null && command != null) {
      ParseResult parsed = command.commandLine().getParseResult();
      for (OptionSpec option : parsed.matchedOptions()) {
        String name = option.longestName();
        if (!name.equals(NAME) && !List.of(options).contains(name)) {
          throw withResume(name, option);
        }
      }
      for (ArgSpec positional : parsed.matchedPositionals()) {
        throw withResume(positional.paramLabel(), positional);
      }
    }
    return folder;
  }

  private static PlanException withResume(String name, ArgSpec said) {
    return new PlanException(
        "%s must not be given with %s, which goes on with what was asked for: '%s'"
            .formatted(
                name,
                NAME,
                said.originalStringValues().isEmpty()
                    ? name
                    : String.join(" ", said.originalStringValues())));
  }
}
