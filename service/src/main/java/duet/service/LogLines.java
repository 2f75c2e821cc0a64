package duet.service;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The process's log: one line on stderr for each event, whatever its message holds and however long
 * its stack trace is, and no password. Safe for use by several threads.
 */
final class LogLines extends Formatter {
  private static final Logger LOG = Logger.getLogger("duet");
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
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> LOG.log(Level.SEVERE, "uncaught in thread " + thread.getName(), error));
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
