package duet.contract.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import duet.contract.Answer;
import duet.contract.Received;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A transcript as answers.
 *
 * @param answers the final ones, in order
 * @param interim statuses of the interim ones (1xx)
 * @param fault what is malformed; the empty string where nothing is
 * @param isCutShort whether the fault is that the last answer has no end
 */
record Reading(List<Answer> answers, List<Integer> interim, String fault, boolean isCutShort) {
  Reading {
    answers = List.copyOf(answers);
    interim = List.copyOf(interim);
  }

  /**
   * Reads all. Where a request was broken nobody knows what the server took it for, so that an
   * answer may be one to a HEAD wherever the bytes sent have one and only that makes sense of what
   * follows.
   */
  static Reading of(Conversation conversation, Transcript transcript) {
    var reader = new Reader(conversation, transcript);
    String fault = reader.read(0, 0);
    return new Reading(reader.answers, reader.interim, fault, fault.startsWith("closed after "));
  }

  /** One try after another. */
  private static final class Reader {
    private final Conversation conversation;
    private final byte[] bytes;
    private final boolean mayBeCut;
    private final boolean mayBeHead;
    private final List<Answer> answers = new ArrayList<>();
    private final List<Integer> interim = new ArrayList<>();
    private int triesLeft = 200;

    Reader(Conversation conversation, Transcript transcript) {
      this.conversation = conversation;
      this.bytes = transcript.received().getBytes(ISO_8859_1);
      this.mayBeCut = !transcript.hasGone();
      this.mayBeHead = !conversation.isIntact() && conversation.bytes().contains("HEAD");
    }

    /** Says what is malformed from there on. */
    String read(int from, int ask) {
      var received = new Received(bytes, from);
      int number = ask;
      while (!received.isAtEnd()) {
        boolean isKnown = number < conversation.intact();
        try {
          if (!isKnown && mayBeHead) {
            return either(received.at(), number);
          }
          number += add(received, isKnown && conversation.asks().get(number).isHead());
        } catch (IOException e) {
          return fault(e);
        }
      }
      return "";
    }

    private String either(int from, int number) throws IOException {
      int answersBefore = answers.size();
      int interimBefore = interim.size();
      boolean isHeadFirst = holdsAnAnswer(from);
      String fault = oneWay(from, number, isHeadFirst);
      if (fault.isEmpty() || triesLeft-- <= 0) {
        return fault;
      }
      answers.subList(answersBefore, answers.size()).clear();
      interim.subList(interimBefore, interim.size()).clear();
      String other = oneWay(from, number, !isHeadFirst);
      return other.isEmpty() ? "" : fault;
    }

    /** Whether what would be the body begins as the next answer does: it may be just as long. */
    private boolean holdsAnAnswer(int from) {
      try {
        return new Received(bytes, from).answer(false).body().startsWith("HTTP/1.");
      } catch (IOException _) {
        return false;
      }
    }

    private String oneWay(int from, int number, boolean isHead) {
      var received = new Received(bytes, from);
      try {
        int next = number + add(received, isHead);
        return read(received.at(), next);
      } catch (IOException e) {
        return fault(e);
      }
    }

    /** One that was cut off has no end, and may be longer than anybody reads. */
    private String fault(IOException e) {
      String fault = String.valueOf(e.getMessage());
      boolean isCut = e instanceof EOFException || fault.startsWith("message must be <= ");
      return mayBeCut && isCut ? "" : fault;
    }

    /** How many final answers that is. */
    private int add(Received received, boolean isHead) throws IOException {
      Answer answer = received.answer(isHead);
      if (answer.status() < 200) {
        interim.add(answer.status());
        return 0;
      }
      answers.add(answer);
      return 1;
    }
  }

  /** The statuses, and after each a {@code !} where the answer says that the connection ends. */
  String inShort() {
    var all = new StringBuilder();
    for (Answer answer : answers) {
      all.append(all.isEmpty() ? "" : " ").append(answer.status());
      if (answer.connectionSays("close")) {
        all.append('!');
      }
    }
    return all.toString();
  }
}
