package duet.lab;

import duet.lab.plan.PlanException;
import java.io.IOException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The laboratory's commands: {@code bin/duet}. Exit code 0 when it is done, 1 when the answer is
 * no, 2 when it was called wrongly.
 */
@Command(
    name = "duet",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Event loop or virtual threads, measured.",
    footer = {"", "duet COMMAND --help says what each takes."},
    subcommands = {
      Arms.class,
      Serve.class,
      Verify.class,
      Check.class,
      Compare.class,
      Diff.class,
      Report.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Lab {
  private Lab() {}

  /** Runs one command. */
  @SuppressWarnings("SystemOut") // one line for what went wrong
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Lab())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(
                (e, _) -> {
                  System.err.println("duet: " + firstLine(e));
                  return 2;
                })
            .setExecutionExceptionHandler((e, _, _) -> exitCode(e))
            .execute(arguments));
  }

  @SuppressWarnings("SystemOut") // one line for what went wrong
  private static int exitCode(Exception e) throws Exception {
    if (e instanceof PlanException || e instanceof LabException || e instanceof IOException) {
      System.err.println("duet: " + firstLine(e));
      return e instanceof PlanException ? 2 : 1;
    }
    throw e;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }
}
