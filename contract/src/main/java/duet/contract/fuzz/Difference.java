package duet.contract.fuzz;

import duet.contract.Answer;
import duet.contract.Escaped;
import duet.contract.fuzz.Conversation.End;
import duet.contract.fuzz.Finding.Kind;
import duet.contract.fuzz.Transcript.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What two servers did not do alike in one conversation. */
final class Difference {
  /** Fields that differ from one answer to the next, or name the server. */
  private static final Set<String> OF_THE_MOMENT = Set.of("date", "server");

  private static final int TAIL_BYTES = 24;

  private Difference() {}

  /** A server's side. */
  record Side(Transcript transcript, Reading reading) {
    String name() {
      return transcript.server();
    }

    /** How it went on from an answer on, and how it ended. */
    String from(int answer, boolean isEndCompared) {
      List<Answer> answers = reading.answers();
      String rest =
          new Reading(answers.subList(answer, answers.size()), List.of(), "", false).inShort();
      return isEndCompared ? (rest + (transcript.byItself() ? " closed" : " open")).strip() : rest;
    }
  }

  /**
   * What is different; empty where nothing is, or only what is named.
   *
   * @param one and {@code other}: well-formed
   */
  static List<Finding> between(Conversation conversation, Side one, Side other) {
    boolean isCut =
        one.transcript.ending() == Ending.CUT || other.transcript.ending() == Ending.CUT;
    int both = Math.min(one.reading.answers().size(), other.reading.answers().size());
    for (int i = 0; i < both; i++) {
      Answer here = one.reading.answers().get(i);
      Answer there = other.reading.answers().get(i);
      if (Oracle.isBusy(here) || Oracle.isBusy(there)) {
        return List.of();
      }
      if (here.status() != there.status()
          || here.connectionSays("close") != there.connectionSays("close")) {
        return statuses(conversation, one, other, i);
      }
      String unlike = unlike(here, there);
      if (!unlike.isEmpty()) {
        return found(conversation, one, other, here.status() + ": " + unlike);
      }
    }
    // Who closes behind the last byte may do so at the same time as the server.
    boolean isEndCompared = conversation.end() != End.CLIENT_AT_ONCE;
    boolean isSame = one.from(both, isEndCompared).equals(other.from(both, isEndCompared));
    return isCut || isSame || NamedDifference.isLoss(conversation.bytes(), one, other)
        ? List.of()
        : statuses(conversation, one, other, both);
  }

  private static List<Finding> statuses(Conversation conversation, Side one, Side other, int from) {
    if (NamedDifference.covers(conversation, one, other)) {
      return List.of();
    }
    boolean isEndCompared = conversation.end() != End.CLIENT_AT_ONCE;
    return found(
        conversation,
        one,
        other,
        "[" + one.from(from, isEndCompared) + "] [" + other.from(from, isEndCompared) + "]");
  }

  /** What two answers of one status do not have in common. */
  private static String unlike(Answer here, Answer there) {
    boolean isRandom = here.body().contains("randomNumber");
    boolean mayBeRandom =
        isRandom
            || (here.body().isEmpty()
                && here.field("Content-Type").orElse("").equals("application/json"));
    if (!isRandom && !here.body().equals(there.body())) {
      return "body";
    }
    List<Answer.Field> ours = compared(here, mayBeRandom);
    List<Answer.Field> theirs = compared(there, mayBeRandom);
    if (ours.equals(theirs)) {
      return "";
    }
    var only = new ArrayList<>(ours);
    only.removeAll(theirs);
    var onlyThere = new ArrayList<>(theirs);
    onlyThere.removeAll(ours);
    return only.isEmpty() && onlyThere.isEmpty()
        ? "order of fields"
        : "fields " + only + " " + onlyThere;
  }

  private static List<Answer.Field> compared(Answer answer, boolean isRandom) {
    return answer.fields().stream()
        .filter(field -> !OF_THE_MOMENT.contains(field.name().toLowerCase(Locale.ROOT)))
        .filter(field -> !isRandom || !field.name().equalsIgnoreCase("Content-Length"))
        .toList();
  }

  private static List<Finding> found(Conversation conversation, Side one, Side other, String what) {
    return List.of(
        new Finding(
            Kind.DIFFERENCE,
            one.name() + " " + other.name(),
            conversation.index(),
            what,
            tail(conversation)));
  }

  /** How what was sent ends, since that is where most differences are. */
  private static String tail(Conversation conversation) {
    String sent = conversation.bytes();
    return "…" + Escaped.notation(sent.substring(Math.max(0, sent.length() - TAIL_BYTES)));
  }
}
