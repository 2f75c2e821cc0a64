package duet.contract.fuzz;

import duet.contract.Escaped;
import duet.contract.fuzz.Conversation.End;
import duet.contract.fuzz.Conversation.Piece;
import duet.contract.fuzz.Round.Course;
import duet.contract.fuzz.Round.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a single conversation again and shows it, or looks for a shorter one like it. */
final class Replay {
  /** Enough to be quick, few enough that the servers have nothing else to do. */
  private static final int AT_ONCE = 16;

  private static final Pattern REPEATED = Pattern.compile("(.{1,8}?)\\1{40,}");

  private final List<Target> targets;
  private final Judge judge;

  Replay(List<Target> targets, Judge judge) {
    this.targets = targets;
    this.judge = judge;
  }

  /** A conversation of bytes alone, of which nothing is expected. */
  static Conversation of(long index, List<String> pieces) {
    var ask = new Ask(String.join("", pieces), false, Ask.ANY, null);
    List<Piece> sent = pieces.stream().map(piece -> new Piece(piece, 0)).toList();
    return new Conversation(index, List.of(ask), 0, sent, End.CLIENT_WHEN_QUIET);
  }

  /**
   * Prints what is sent, what each server says and what is wrong with it.
   *
   * @return whether something is
   */
  boolean show(Conversation conversation, PrintStream out) throws IOException {
    var found = new ArrayList<Finding>();
    hold(
        List.of(conversation),
        round -> {
          for (Piece piece : conversation.pieces()) {
            out.println("> " + shown(piece.bytes()));
          }
          for (Transcript transcript : round.transcripts()) {
            out.println(
                transcript.server()
                    + ": "
                    + transcript.ending()
                    + (transcript.byItself() ? " by itself" : " after the client's FIN"));
            out.println("< " + shown(transcript.received()));
          }
          found.addAll(judge.judge(round));
        });
    found.forEach(finding -> out.println("found: " + finding.cause() + " " + finding.detail()));
    return !found.isEmpty();
  }

  /** What one byte's repetition would make unreadable is in braces once. */
  private static String shown(String bytes) {
    return REPEATED
        .matcher(Escaped.notation(bytes))
        .replaceAll(run -> "{" + Matcher.quoteReplacement(run.group(1)) + " × "
            + run.group().length() / run.group(1).length() + "}");
  }

  /**
   * A shorter conversation with the same finding: pieces are left out, first large ones, then
   * smaller ones, down to single bytes.
   */
  Conversation shrunk(Conversation conversation) throws IOException {
    Set<String> wanted = causes(conversation);
    String bytes = conversation.bytes();
    if (wanted.isEmpty() || !isLike(wanted, bytes, conversation.index())) {
      return conversation;
    }
    for (int size = Math.max(1, bytes.length() / 2); size > 0; size /= 2) {
      for (int from = 0; from < bytes.length(); ) {
        int shorterFrom = without(wanted, bytes, from, size, conversation.index());
        if (shorterFrom < 0) {
          from += size * AT_ONCE;
        } else {
          int to = Math.min(bytes.length(), shorterFrom + size);
          bytes = bytes.substring(0, shorterFrom) + bytes.substring(to);
          from = shorterFrom;
        }
      }
    }
    return of(conversation.index(), List.of(bytes));
  }

  /** Where a part of that size can be left out, looked for in the next few places; or -1. */
  private int without(Set<String> wanted, String bytes, int from, int size, long index)
      throws IOException {
    var shorter = new ArrayList<Conversation>();
    for (int i = 0; i < AT_ONCE && from + i * size < bytes.length(); i++) {
      int cut = from + i * size;
      String rest = bytes.substring(0, cut) + bytes.substring(Math.min(bytes.length(), cut + size));
      if (!rest.isEmpty()) {
        shorter.add(of(index, List.of(rest)));
      }
    }
    var fits = new boolean[shorter.size()];
    hold(
        shorter,
        round ->
            fits[shorter.indexOf(round.conversation())] |= !disjoint(wanted, judge.judge(round)));
    for (int i = 0; i < fits.length; i++) {
      if (fits[i]) {
        return from + i * size;
      }
    }
    return -1;
  }

  private boolean isLike(Set<String> wanted, String bytes, long index) throws IOException {
    var found = new ArrayList<Finding>();
    hold(List.of(of(index, List.of(bytes))), round -> found.addAll(judge.judge(round)));
    return !disjoint(wanted, found);
  }

  private Set<String> causes(Conversation conversation) throws IOException {
    var found = new ArrayList<Finding>();
    hold(List.of(conversation), round -> found.addAll(judge.judge(round)));
    return found.stream().map(Finding::cause).collect(Collectors.toSet());
  }

  private static boolean disjoint(Set<String> wanted, List<Finding> found) {
    return found.stream().noneMatch(finding -> wanted.contains(finding.cause()));
  }

  private void hold(List<Conversation> conversations, Consumer<Round> ended) throws IOException {
    Deque<Conversation> left = new ArrayDeque<>(conversations);
    Loop.run(
        targets,
        new Course() {
          @Override
          public @Nullable Plan next() {
            Conversation next = left.poll();
            return next == null ? null : Plan.first(next, Patience.CALM);
          }

          @Override
          public void ended(Round round) {
            ended.accept(round);
          }
        },
        AT_ONCE);
  }
}
