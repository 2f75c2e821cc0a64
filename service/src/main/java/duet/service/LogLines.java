package duet.service;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/**
 * The process's log: one line on stderr for each event, whatever its message holds and however long
 * its stack trace is, and no password. Safe for use by several threads.
 */
final class LogLines extends Formatter {
  private static final Logger LOG = Logger.getLogger("duet");

  /** What is logged by this name is written nowhere. */
  static final String UNHEARD = "duet.unheard";

  private static final int CANNOT_GO_ON = 3;
  private static final int LONGEST_MESSAGE = 4000;
  private static final int LONGEST_ERROR = 16_000;

  private final boolean json;

  /**
   * @param json whether a line is an object
   */
  LogLines(boolean json) {
    this.json = json;
  }

  /** From now on everything that is logged in this process, and every uncaught exception, is so. */
  static void begin(boolean json) {
    LogManager.getLogManager().reset();
    var root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    var console = new ConsoleHandler();
    console.setLevel(Level.ALL);
    console.setFormatter(new LogLines(json));
    root.addHandler(console);
    Thread.setDefaultUncaughtExceptionHandler(LogLines::uncaught);
    haveAllClasses(json);
  }

  /**
   * Of a class that cannot be loaded, since there is no descriptor for it perhaps, there never will
   * be one: what needs it fails from then on, and the process ends with the exit code of {@code
   * -XX:+ExitOnOutOfMemoryError}.
   */
  private static void uncaught(Thread thread, Throwable error) {
    boolean goesOn = false;
    try {
      LOG.log(Level.SEVERE, "uncaught in thread " + thread.getName(), error);
      goesOn = !(error instanceof LinkageError);
    } finally {
      if (!goesOn) {
        Runtime.getRuntime().halt(CANNOT_GO_ON);
      }
    }
  }

  /** When something must be said there may be no descriptor to load them with. */
  private static void haveAllClasses(boolean json) {
    var unheard = Logger.getLogger(UNHEARD);
    unheard.setUseParentHandlers(false);
    unheard.addHandler(new StreamHandler(OutputStream.nullOutputStream(), new LogLines(json)));
    var error = new IllegalStateException("nothing is wrong", new IOException("neither here"));
    unheard.log(Level.SEVERE, "this is not heard: {0}", "nothing");
    unheard.log(Level.SEVERE, "this is not heard", error);
    System.getLogger(UNHEARD).log(System.Logger.Level.ERROR, "this is not heard", error);
  }

  @Override
  public String format(LogRecord event) {
    String message =
        EscapedText.withoutSecrets(EscapedText.bounded(formatMessage(event), LONGEST_MESSAGE));
    String logger = String.valueOf(event.getLoggerName());
    String error = event.getThrown() == null ? "" : stack(event.getThrown());
    return (json
            ? object(event, logger, message, error)
            : "%s %s %s: %s%s"
                .formatted(
                    event.getInstant(),
                    event.getLevel().getName(),
                    logger,
                    EscapedText.oneLine(message),
                    error.isEmpty() ? "" : " | " + EscapedText.oneLine(error)))
        + "\n";
  }

  private static String object(LogRecord event, String logger, String message, String error) {
    return "{\"time\":\"%s\",\"level\":%s,\"logger\":%s,\"message\":%s%s}"
        .formatted(
            event.getInstant(),
            JsonText.quoted(event.getLevel().getName()),
            JsonText.quoted(logger),
            JsonText.quoted(message),
            error.isEmpty() ? "" : ",\"error\":" + JsonText.quoted(error));
  }

  private static String stack(Throwable thrown) {
    var stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack));
    return EscapedText.withoutSecrets(
        EscapedText.bounded(stack.toString().stripTrailing(), LONGEST_ERROR));
  }
}
