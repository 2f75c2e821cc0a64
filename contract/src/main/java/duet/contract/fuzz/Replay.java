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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a single conversation again and shows it, or looks for a shorter one like it. */
final class Replay {
  /** Enough to be quick, few enough that the servers have nothing else to do. */
  private static final int AT_ONCE = 64;

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
        .replaceAll(
            run ->
                "{"
                    + Matcher.quoteReplacement(run.group(1))
                    + " × "
                    + run.group().length() / run.group(1).length()
                    + "}");
  }

  /**
   * A shorter conversation with the same finding: first without the requests before, then without
   * large parts, then smaller ones, down to single bytes.
   */
  Conversation shrunk(Conversation conversation) throws IOException {
    Set<String> wanted = causes(conversation);
    var ends = new ArrayList<String>();
    String end = "";
    for (Ask ask : conversation.asks().reversed()) {
      end = ask.bytes() + end;
      ends.add(end);
    }
    long index = conversation.index();
    int first = firstLike(wanted, ends, index);
    if (first < 0) {
      return conversation;
    }
    String bytes = ends.get(first);
    for (int size = bytes.length(); size > 0; size /= 2) {
      int from = 0;
      while (from < bytes.length()) {
        List<String> shorter = shorter(bytes, from, size);
        int fits = firstLike(wanted, shorter, index);
        bytes = fits < 0 ? bytes : shorter.get(fits);
        from += size * (fits < 0 ? shorter.size() : fits);
      }
    }
    return of(index, List.of(bytes));
  }

  /** Without a part of that size, the next few of which are left out in turn. */
  private static List<String> shorter(String bytes, int from, int size) {
    var shorter = new ArrayList<String>();
    for (int cut = from; cut < bytes.length() && shorter.size() < AT_ONCE; cut += size) {
      int to = Math.min(bytes.length(), cut + size);
      shorter.add(bytes.substring(0, cut) + bytes.substring(to));
    }
    return shorter;
  }

  /** The first with which one of the causes is found; -1 if none is. */
  private int firstLike(Set<String> wanted, List<String> all, long index) throws IOException {
    List<Conversation> conversations =
        all.stream().map(bytes -> of(index, List.of(bytes))).toList();
    var first = new AtomicInteger(Integer.MAX_VALUE);
    hold(
        conversations,
        round -> {
          if (judge.judge(round).stream().anyMatch(finding -> wanted.contains(finding.cause()))) {
            int number = conversations.indexOf(round.conversation());
            first.accumulateAndGet(number, Math::min);
          }
        });
    return first.get() == Integer.MAX_VALUE ? -1 : first.get();
  }

  private Set<String> causes(Conversation conversation) throws IOException {
    var found = new ArrayList<Finding>();
    hold(List.of(conversation), round -> found.addAll(judge.judge(round)));
    return found.stream().map(Finding::cause).collect(Collectors.toSet());
  }

  private void hold(List<Conversation> conversations, Consumer<Round> ended) throws IOException {
    Deque<Conversation> left = new ArrayDeque<>(conversations);
    Loop.run(
        targets,
        new Course() {
          @Override
          public @Nullable Plan next() {
            Conversation next = left.poll();
            return next == null ? null : Plan.first(next, Patience.BRISK);
          }

          @Override
          public void ended(Round round) {
            ended.accept(round);
          }
        },
        AT_ONCE);
  }
}
