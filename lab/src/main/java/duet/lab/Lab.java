package duet.lab;

import duet.lab.plan.PlanException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

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
      Trust.class,
      Stress.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Lab {
  /** As a shell says it of a program that Ctrl-C ended. */
  private static final int STOPPED = 130;

  /** Never one: hooks cannot even be removed once the JVM is stopping. */
  private static final Thread NO_HOOK = new Thread(() -> {});

  private Lab() {}

  /** Runs one command. */
  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  public static void main(String[] arguments) {
    // Numbers are printed one way, whatever the user's language does with digits.
    Locale.setDefault(Locale.ROOT);
    System.exit(run(new PrintWriter(System.err, true, StandardCharsets.UTF_8), arguments));
  }

  /** Runs one command and returns its exit code; what was asked for wrongly is a line on err. */
  static int run(PrintWriter err, String... arguments) {
    return new CommandLine(new Lab())
        .setErr(err)
        .setParameterExceptionHandler(
            (e, _) -> {
              err.println("duet: " + mistake(e));
              return 2;
            })
        .setExecutionExceptionHandler(
            (e, _, _) -> {
              // What is under way when we are told to stop fails, and says nothing by that.
              if (e instanceof InterruptedException || isStopping()) {
                return STOPPED;
              }
              if (e instanceof PlanException
                  || e instanceof LabException
                  || e instanceof IOException) {
                err.println("duet: " + firstLine(e));
                return e instanceof PlanException ? 2 : 1;
              }
              throw e;
            })
        .execute(arguments);
  }

  /** With what might have been meant, and where it is said what there is. */
  private static String mistake(ParameterException e) {
    String suggestions =
        e instanceof UnmatchedArgumentException unmatched
            ? String.join(" or ", unmatched.getSuggestions())
            : "";
    return rule(e)
        + (suggestions.isEmpty() ? "" : "; perhaps " + suggestions)
        + "; "
        + e.getCommandLine().getCommandSpec().qualifiedName()
        + " --help says more";
  }

  /** Of a value that is no number: which option, what it takes, and the value. */
  private static String rule(ParameterException e) {
    if (!(e.getCause() instanceof TypeConversionException)
        || !(e.getArgSpec() instanceof OptionSpec option)) {
      return firstLine(e);
    }
    Class<?> type = option.auxiliaryTypes()[0];
    if (type == int.class || type == Integer.class || type == long.class) {
      return "%s must be a whole number: '%s'".formatted(option.longestName(), e.getValue());
    }
    if (type == double.class || type == Double.class) {
      return "%s must be a number like 0.5: '%s'".formatted(option.longestName(), e.getValue());
    }
    return firstLine(e);
  }

  private static boolean isStopping() {
    try {
      Runtime.getRuntime().removeShutdownHook(NO_HOOK);
      return false;
    } catch (IllegalStateException _) {
      return true;
    }
  }

  /** Not every exception of the JDK has a message. */
  private static String firstLine(Exception e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.toString() : message.lines().findFirst().orElse(e.toString());
  }
}
