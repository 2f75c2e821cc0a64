package duet.gatling;

/**
 * One line of the table: the counted requests of one server at one concurrency.
 *
 * <p>The nine columns of the original follow ApacheBench's definitions, so that the two tables may
 * be laid side by side; the percentiles are response times of the closed model, from handing the
 * request to the client (opening the connection included) to the last byte of the answer.
 *
 * @param subject the server
 * @param connections a new connection per request, or one per user
 * @param test 1 for the first concurrency of this server and kind of connection, then 2, 3, …
 * @param concurrency users that each wait for their answer before they ask again
 * @param timeTakenNanos from the first send to the last answer
 * @param complete requests that have ended, failed ones among them
 * @param failed requests without an answer, with a status other than 200, or with a wrong body
 * @param totalTransferredBytes status line, fields and body of all answers
 * @param exact whether the bytes are those of the wire; false where an answer came without
 *     Content-Length and its bytes were put together again
 * @param p50Nanos median response time; 0 where nothing was answered, as for the three below
 * @param p95Nanos 95th percentile
 * @param p99Nanos 99th percentile
 * @param maxNanos slowest answer
 */
public record Row(
    Subject subject,
    Connections connections,
    int test,
    int concurrency,
    long timeTakenNanos,
    int complete,
    int failed,
    long totalTransferredBytes,
    boolean exact,
    long p50Nanos,
    long p95Nanos,
    long p99Nanos,
    long maxNanos) {

  /** Whether any answer came at all, be it a wrong one: the smallest answer has a status line. */
  public boolean answered() {
    return totalTransferredBytes > 0;
  }

  /** Whether there are bytes that were put together again instead of counted. */
  public boolean reconstructed() {
    return answered() && !exact;
  }

  public double timeTakenSeconds() {
    return timeTakenNanos / 1e9;
  }

  /**
   * ApacheBench's <em>Requests per second</em>: complete requests over the time taken.
   *
   * @return NaN where nothing was answered or no time passed; the same goes for the two below
   */
  public double requestsPerSecond() {
    return whereTimed(complete / timeTakenSeconds());
  }

  /**
   * ApacheBench's first <em>Time per request</em>: concurrency × time taken ÷ complete requests, in
   * ms.
   */
  public double timePerRequestMillis() {
    return whereTimed(concurrency * timeTakenSeconds() * 1e3 / complete);
  }

  /** ApacheBench's <em>Transfer rate</em>: units of 1024 bytes received in a second. */
  public double transferRateKbytesPerSecond() {
    return whereTimed(totalTransferredBytes / 1024.0 / timeTakenSeconds());
  }

  private double whereTimed(double figure) {
    return answered() && timeTakenNanos > 0 && complete > 0 ? figure : Double.NaN;
  }
}
