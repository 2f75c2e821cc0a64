package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test during which something was logged as severe: whatever happens to what a server talks
 * to, none of its parts fails by it. For servers in this process.
 */
final class NothingSevere extends Handler implements BeforeEachCallback, AfterEachCallback {
  private final Queue<String> severe = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeEach(ExtensionContext test) {
    severe.clear();
    Logger.getLogger("").addHandler(this);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Logger.getLogger("").removeHandler(this);
    assertEquals(List.of(), List.copyOf(severe));
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
      severe.add(line.getLoggerName() + ": " + line.getMessage() + ": " + line.getThrown());
    }
  }

  @Override
  public void flush() {
    // nothing is kept back
  }

  @Override
  public void close() {
    // nothing is open
  }
}
