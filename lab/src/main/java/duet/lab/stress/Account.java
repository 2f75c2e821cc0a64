package duet.lab.stress;

import duet.lab.stress.Outcome.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Both sides' counts of the requests around a SIGTERM, held against each other.
 *
 * <p>Of a request that was sent and not answered the client alone cannot say whether the server had
 * read it. It had, if the access log names it; if its first byte was sent a second or more before
 * the signal; or if the connection ended in order or within the answer, for a kernel answers bytes
 * that nobody read with a reset. What was reset and is not in the log was never read: it lay in the
 * backlog of a listener that closed, or, on a connection that had been answered before, came as the
 * server closed that.
 *
 * @param right requests that the client got a whole answer to, with success
 * @param otherwise likewise, without success
 * @param logged requests that the server says it answered with success
 * @param differing requests that one side alone says were answered with success, or that the server
 *     says it answered twice
 * @param lost read and not answered whole
 * @param announced of pipelined requests, those behind an answer that said it was the last: read
 *     perhaps, and not answered
 * @param neverRead sent on a connection that nothing had been answered on, and never read by the
 *     server
 * @param neverReadOnUsed likewise, on one that had been answered on
 * @param refused for which nobody listened
 * @param unsent for which there was no connection for another reason, or none any more
 * @param explained a line for each request that is counted under one of otherwise, differing, lost
 *     and never read
 */
record Account(
    long right,
    long otherwise,
    long logged,
    long differing,
    long lost,
    long announced,
    long neverRead,
    long neverReadOnUsed,
    long refused,
    long unsent,
    List<String> explained) {
  static final Account NOTHING = new Account(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());

  /** A server that is up reads what was sent to it this much earlier. */
  static final Duration READ_WITHIN = Duration.ofSeconds(1);

  private static final String NEVER_READ = "never read";

  /** Copies. */
  Account {
    explained = List.copyOf(explained);
  }

  /** Of one server process that was told to stop at that time. */
  static Account of(Collection<Call> calls, AccessLines log, long signalNanos) {
    var sum = new Sum(log, signalNanos);
    calls.forEach(sum::add);
    return sum.account();
  }

  /** Of both. */
  Account plus(Account other) {
    var lines = new ArrayList<>(explained);
    lines.addAll(other.explained);
    return new Account(
        right + other.right,
        otherwise + other.otherwise,
        logged + other.logged,
        differing + other.differing,
        lost + other.lost,
        announced + other.announced,
        neverRead + other.neverRead,
        neverReadOnUsed + other.neverReadOnUsed,
        refused + other.refused,
        unsent + other.unsent,
        lines);
  }

  /** Those lines that tell of what should not be. */
  List<String> faults() {
    return explained.stream().filter(line -> !line.startsWith(NEVER_READ)).toList();
  }

  /** Requests of which one byte at least was handed to the kernel. */
  long sent() {
    return right + otherwise + lost + announced + neverRead + neverReadOnUsed;
  }

  private static final class Sum {
    private final AccessLines log;
    private final long signalNanos;
    private final List<String> explained = new ArrayList<>();
    private long right;
    private long otherwise;
    private long differing;
    private long lost;
    private long announced;
    private long neverRead;
    private long neverReadOnUsed;
    private long refused;
    private long unsent;

    Sum(AccessLines log, long signalNanos) {
      this.log = log;
      this.signalNanos = signalNanos;
      this.differing = log.twice().size();
    }

    void add(Call call) {
      boolean isRight = false;
      switch (call.outcome()) {
        case Outcome.Answered answered -> {
          isRight = answered.isRight();
          if (isRight) {
            right++;
          } else {
            otherwise++;
            explain("answered otherwise", call);
          }
        }
        case Outcome.Unsent(Outcome.Reason reason) -> {
          if (reason == Outcome.Reason.REFUSED) {
            refused++;
          } else {
            unsent++;
          }
        }
        case Outcome.Unanswered(Ending ending) -> unanswered(call, ending);
      }
      if (isRight != log.isRight(call.id())) {
        differing++;
        explain("the two sides differ", call);
      }
    }

    private void unanswered(Call call, Ending ending) {
      if (ending == Ending.ANNOUNCED && !log.statuses().containsKey(call.id())) {
        announced++;
      } else if (wasRead(call, ending)) {
        lost++;
        explain("lost", call);
      } else if (call.onUsed()) {
        neverReadOnUsed++;
        explain("unread on a connection that the server had", call);
      } else {
        neverRead++;
        explain(NEVER_READ, call);
      }
    }

    private boolean wasRead(Call call, Ending ending) {
      return ending != Ending.RESET
          || log.statuses().containsKey(call.id())
          || signalNanos - call.sentNanos() >= READ_WITHIN.toNanos();
    }

    private void explain(String what, Call call) {
      Integer status = log.statuses().get(call.id());
      explained.add(
          what
              + ": "
              + call.inWords(signalNanos)
              + (status == null ? ", not in the access log" : ", logged " + status));
    }

    Account account() {
      return new Account(
          right,
          otherwise,
          log.right(),
          differing,
          lost,
          announced,
          neverRead,
          neverReadOnUsed,
          refused,
          unsent,
          explained);
    }
  }
}
