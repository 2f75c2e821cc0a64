package duet.service;

/**
 * What lets a person see how a server is doing. Safe for use by several threads.
 *
 * @param metrics what is counted and timed
 * @param accessLog a line for every answer
 * @param readiness whether everything is there
 */
public record Operation(Metrics metrics, AccessLog accessLog, Readiness readiness)
    implements AutoCloseable {

  /** What the settings ask for. */
  public static Operation of(Settings settings) {
    var metrics = new Metrics(settings.metrics());
    var accessLog =
        settings.accessLog() ? AccessLog.toStderr(settings.logsJson(), metrics) : AccessLog.OFF;
    return new Operation(metrics, accessLog, new Readiness());
  }

  /** For requests that are nobody's to count: those of the admin port. */
  public static Operation unobserved() {
    return new Operation(new Metrics(false), AccessLog.OFF, new Readiness());
  }

  /** Whether anything has to be told of requests. */
  public boolean observes() {
    return metrics.isOn() || accessLog.isOn();
  }

  /** Writes what is still to be written. */
  @Override
  public void close() {
    accessLog.close();
  }
}
