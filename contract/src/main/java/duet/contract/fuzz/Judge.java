package duet.contract.fuzz;

import duet.contract.fuzz.Difference.Side;
import duet.contract.fuzz.Transcript.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges rounds and keeps count. Used by one thread. */
final class Judge {
  private final List<Target> targets;
  private final Oracle oracle;
  private final long[] sent;
  private final long[] answered;
  private final long[] busy;
  private long conversations;
  private int unreachable;

  Judge(List<Target> targets, Token tokens) {
    this.targets = List.copyOf(targets);
    this.oracle = new Oracle(tokens);
    this.sent = new long[targets.size()];
    this.answered = new long[targets.size()];
    this.busy = new long[targets.size()];
  }

  /** What is wrong with each server, and where nothing is, in what they differ. */
  List<Finding> judge(Round round) {
    Conversation conversation = round.conversation();
    List<Transcript> transcripts = round.transcripts();
    var found = new ArrayList<Finding>();
    var sides = new ArrayList<Side>();
    conversations++;
    for (int i = 0; i < transcripts.size(); i++) {
      Transcript transcript = transcripts.get(i);
      Reading reading = Reading.of(conversation, transcript);
      sent[i] += conversation.requestsIn(transcript.bytesSent());
      answered[i] += reading.answers().size();
      busy[i] += reading.answers().stream().filter(answer -> answer.status() == 503).count();
      unreachable += transcript.ending() == Ending.UNREACHABLE ? 1 : 0;
      found.addAll(oracle.judge(conversation, transcript, reading));
      sides.add(new Side(transcript, reading));
    }
    if (found.isEmpty()) {
      for (int i = 1; i < sides.size(); i++) {
        found.addAll(Difference.between(conversation, sides.getFirst(), sides.get(i)));
      }
    }
    return found;
  }

  long conversations() {
    return conversations;
  }

  /** How often a server could not be reached. */
  int unreachable() {
    return unreachable;
  }

  /** To all servers together, those of conversations held again included. */
  long requestsSent() {
    long all = 0;
    for (long requests : sent) {
      all += requests;
    }
    return all;
  }

  /**
   * Requests sent to each server, final answers that it gave, and how many of them were 503, which
   * is right whatever was asked: a line for each.
   */
  String counts() {
    var lines = new StringBuilder();
    for (int i = 0; i < sent.length; i++) {
      lines.append(
          String.format(
              Locale.ROOT,
              "%s: %,d requests sent, %,d answers, %,d of them 503%n",
              targets.get(i).name(),
              sent[i],
              answered[i],
              busy[i]));
    }
    return lines.toString();
  }
}
