package duet.contract.fuzz;

import duet.contract.Answer;
import duet.contract.fuzz.Conversation.End;
import duet.contract.fuzz.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold of any server in any conversation. Used by one thread. */
final class Oracle {
  /** What a request is refused with; a path's parameter or method may get 400 and 501 as well. */
  private static final Set<Integer> REFUSALS = Set.of(413, 414, 415, 417, 421, 431, 505);

  private static final Pattern DATE =
      Pattern.compile(
          "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
  private static final Pattern TRACE =
      Pattern.compile("Exception|\\.java\\b|(?:^|\\\\n|\\\\t)\\s*at [\\w.$]+\\(");

  private final Token tokens;
  private final List<Finding> findings = new ArrayList<>();

  Oracle(Token tokens) {
    this.tokens = tokens;
  }

  /** What is wrong with one server's side of a conversation; empty where nothing is. */
  List<Finding> judge(Conversation conversation, Transcript transcript, Reading reading) {
    findings.clear();
    var about = new About(conversation, transcript);
    boolean mayHaveLost = NamedDifference.excusesLoss(conversation.bytes(), transcript);
    if (!mayHaveLost) {
      ending(about, reading);
    }
    if (!(mayHaveLost && reading.isCutShort()) && !reading.fault().isEmpty()) {
      String fault = reading.fault().lines().findFirst().orElse("");
      if (reading.isCutShort()) {
        about.found(Kind.CUT_SHORT, transcript.byItself() ? "by itself" : "after FIN", fault);
      } else {
        about.found(Kind.MALFORMED, fault);
      }
      foreign(about, transcript.received());
    }
    List<Answer> answers = reading.answers();
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      boolean isLast = i == answers.size() - 1;
      wellFormed(about, answer);
      decided(about, answer);
      foreign(about, answer.head());
      foreign(about, answer.body());
      if (answer.connectionSays("close") && !isLast) {
        about.found(Kind.AFTER_THE_END, "after " + answer.status());
      }
      if (REFUSALS.contains(answer.status()) && !answer.connectionSays("close")) {
        about.found(Kind.AFTER_THE_END, answer.status() + " must say Connection: close");
      }
      if (i < conversation.intact()) {
        expected(about, conversation.asks().get(i), answer);
      }
    }
    interim(about, reading);
    count(about, reading, mayHaveLost);
    return List.copyOf(findings);
  }

  private void ending(About about, Reading reading) {
    switch (about.transcript.ending()) {
      case UNREACHABLE -> about.found(Kind.UNREACHABLE, "must take connections");
      case HUNG ->
          about.found(
              Kind.HANG,
              about.transcript.byItself()
                  ? "must close after the last request"
                  : "must close when the client has closed its side");
      case CUT -> {}
      case GONE, RESET -> {
        List<Answer> answers = reading.answers();
        if (about.transcript.byItself()
            && reading.fault().isEmpty()
            && (answers.isEmpty() || !answers.getLast().connectionSays("close"))
            && !NamedDifference.excusesSilence(about.transcript.server(), about.sent())) {
          about.found(
              Kind.UNSAID_END, answers.isEmpty() ? "no answer" : "" + answers.getLast().status());
        }
      }
    }
  }

  private void wellFormed(About about, Answer answer) {
    if (!DATE.matcher(answer.field("Date").orElse("")).matches()) {
      about.found(Kind.MALFORMED, "no Date: " + answer.status());
    }
    boolean isRoot = answer.status() == 200 && answer.head().contains("Content-Length: 2\r\n");
    if (!isRoot && answer.field("Server").isEmpty()) {
      about.found(Kind.MALFORMED, "no Server: " + answer.status());
    }
    if (answer.status() != 204
        && answer.status() != 304
        && answer.field("Content-Length").isEmpty()
        && answer.field("Transfer-Encoding").isEmpty()) {
      about.found(Kind.MALFORMED, "no length: " + answer.status());
    }
    String type = answer.field("Content-Type").orElse("");
    if ((type.equals("application/json") || type.equals("application/problem+json"))
        && !answer.body().isEmpty()
        && !Json.isWellFormed(answer.text())) {
      about.found(Kind.MALFORMED, "no JSON: " + answer.status());
    }
    if (answer.status() >= 400) {
      if (!type.equals("application/problem+json")) {
        about.found(Kind.MALFORMED, "no problem document: " + answer.status());
      }
      if (TRACE.matcher(answer.body()).find()) {
        about.found(Kind.MALFORMED, "a stack trace: " + answer.status());
      }
    }
  }

  private void decided(About about, Answer answer) {
    boolean isDecision =
        switch (answer.status()) {
          case 501, 505 -> true;
          case 502, 504 -> about.sent().contains("fetch") || about.sent().contains("gather");
          case 503 -> answer.field("Retry-After").isPresent();
          default -> answer.status() < 500;
        };
    if (!isDecision) {
      about.found(Kind.SERVER_ERROR, "" + answer.status());
    }
  }

  private void foreign(About about, String text) {
    String token = tokens.foreign(text, about.conversation.index());
    if (!token.isEmpty()) {
      about.found(Kind.FOREIGN, "a token of conversation " + Token.indexOf(token));
    }
  }

  private void expected(About about, Ask ask, Answer answer) {
    if (isBusy(answer)) {
      return;
    }
    String line = ask.bytes().substring(0, Math.min(40, ask.bytes().indexOf("\r\n")));
    if (ask.status() != Ask.ANY && answer.status() != ask.status()) {
      about.found(Kind.WRONG_ANSWER, answer.status() + " for " + ask.status(), "to " + line);
    } else if (ask.body() != null && !answer.body().equals(ask.body())) {
      about.found(Kind.WRONG_ANSWER, "another body with " + answer.status(), "to " + line);
    }
  }

  /** A server may say that it has too much to do, whatever it is asked. */
  static boolean isBusy(Answer answer) {
    return answer.status() == 503 && answer.field("Retry-After").isPresent();
  }

  private static void interim(About about, Reading reading) {
    for (int status : reading.interim()) {
      boolean isAsked = about.sent().toLowerCase(Locale.ROOT).contains("100-continue");
      if (status != 100 || !isAsked) {
        about.found(Kind.MALFORMED, status + " that nobody asked for");
      }
    }
  }

  private static void count(About about, Reading reading, boolean mayHaveLost) {
    int answers = reading.answers().size();
    int intact = about.conversation.intact();
    if (!about.transcript.hasGone() || !reading.fault().isEmpty()) {
      return;
    }
    if (answers < intact && !mayHaveLost) {
      about.found(
          Kind.WRONG_ANSWER,
          about.transcript.byItself()
              ? "requests in order without an answer"
              : "requests in order without an answer before the client's FIN",
          answers + " of " + intact);
    }
    if (about.conversation.isIntact() && answers > intact) {
      about.found(Kind.WRONG_ANSWER, "more answers than requests", answers + " to " + intact);
    }
    if (about.conversation.isIntact()
        && about.conversation.end() == End.SERVER
        && answers == intact
        && !reading.answers().getLast().connectionSays("close")) {
      about.found(Kind.WRONG_ANSWER, "the last must say Connection: close");
    }
  }

  /** One server's side of one conversation. */
  private final class About {
    final Conversation conversation;
    final Transcript transcript;
    private String sent = "";

    About(Conversation conversation, Transcript transcript) {
      this.conversation = conversation;
      this.transcript = transcript;
    }

    String sent() {
      if (sent.isEmpty()) {
        sent = conversation.bytes();
      }
      return sent;
    }

    void found(Kind kind, String what) {
      found(kind, what, "");
    }

    void found(Kind kind, String what, String detail) {
      findings.add(new Finding(kind, transcript.server(), conversation.index(), what, detail));
    }
  }
}
