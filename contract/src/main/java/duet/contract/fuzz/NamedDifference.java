package duet.contract.fuzz;

import duet.contract.Answer;
import duet.contract.fuzz.Difference.Side;
import duet.contract.fuzz.Transcript.Ending;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rows of docs/decisions/0003 that a conversation can come upon, each as narrow as it can be
 * told from outside. They hold between these two servers, in this direction, and for no others.
 */
enum NamedDifference {
  /**
   * {@code Connection: foo, keep-alive} on HTTP/1.0 is kept by Helidon, closed (and said so) by
   * Vert.x.
   */
  KEEP_ALIVE_AMONG_OTHERS {
    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      List<Answer> here = vertx.reading().answers();
      List<Answer> there = helidon.reading().answers();
      return !here.isEmpty()
          && there.size() >= here.size()
          && here.getLast().connectionSays("close")
          && there.get(here.size() - 1).connectionSays("keep-alive")
          && here.getLast().status() == there.get(here.size() - 1).status()
          && startsWith(there, here, here.size() - 1)
          && Section.in(sent).stream().anyMatch(NamedDifference::keepsAliveAmongOthers);
    }
  },

  /**
   * A fault in a header section of HTTP/1.0 is answered at once by Vert.x, by Helidon when the
   * section is whole, too long or has too many fields.
   */
  FAULT_IN_A_SECTION_OF_HTTP_10 {
    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      List<Section> sections = Section.in(sent);
      if (hasOneRefusalMore(vertx, helidon)) {
        return !sections.isEmpty()
            && sections.getLast().isHttp10()
            && !sections.getLast().isWhole();
      }
      return endWith(400, 431, vertx, helidon)
          && sections.stream().anyMatch(section -> section.isHttp10() && section.isTooLarge());
    }
  },

  /**
   * A bare LF with a CR behind it and nothing yet behind that is refused at once by Vert.x, by
   * Helidon with the next byte.
   */
  BARE_LF_BEFORE_CR_AT_THE_END {
    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      String lastLine = sent.substring(sent.lastIndexOf("\r\n") + 1);
      return hasOneRefusalMore(vertx, helidon)
          && sent.endsWith("\r")
          && lastLine.indexOf('\n', 1) > 0;
    }
  },

  /**
   * Of two faults in one header section each meets another first: too many fields or bytes, and a
   * malformed or folded line.
   */
  TWO_FAULTS_IN_A_SECTION {
    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      List<Section> sections = Section.in(sent);
      return (endWith(400, 431, vertx, helidon)
              && sections.stream().anyMatch(Section::hasTooManyLines))
          || (endWith(431, 400, vertx, helidon)
              && sections.stream()
                  .anyMatch(
                      section ->
                          (section.hasTooManyBytes()
                                  && (section.hasControl() || section.hasMalformedName()))
                              || (section.isTooLarge()
                                  && section.hasFold()
                                  && !section.isHttp10())));
    }
  },

  /** Of two faults in one request line each meets another first; both close. */
  TWO_FAULTS_IN_A_REQUEST_LINE {
    private static final Set<Integer> STATUSES = Set.of(400, 421, 501, 505);
    private static final Pattern CONTROL =
        Pattern.compile(
            "\\r(?!\\n)|(?<!\\r)\\n|(?m)^[^\\r\\n]*[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f][^\\r\\n]* HTTP/\\d");

    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      List<Answer> here = vertx.reading().answers();
      List<Answer> there = helidon.reading().answers();
      return CONTROL.matcher(sent).find()
          && !here.isEmpty()
          && here.size() == there.size()
          && startsWith(there, here, here.size() - 1)
          && STATUSES.contains(here.getLast().status())
          && STATUSES.contains(there.getLast().status())
          && here.getLast().connectionSays("close")
          && there.getLast().connectionSays("close");
    }
  },

  /**
   * A field line that is malformed and the last that has come as a whole is refused by Helidon at
   * once, by Vert.x with the next one.
   */
  FAULT_IN_THE_LAST_LINE {
    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      List<Section> sections = Section.in(sent);
      return hasOneRefusalMore(helidon, vertx)
          && !sections.isEmpty()
          && !sections.getLast().isHttp10()
          && !sections.getLast().isWhole();
    }
  },

  /**
   * A pipelined request whose body is not read ({@code Expect: 100-continue} on a route that wants
   * none), with broken chunks that were sent all the same, loses its answer in Vert.x when that
   * takes time.
   */
  BROKEN_CHUNKS_INSTEAD_OF_WAITING {
    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      List<Answer> here = vertx.reading().answers();
      List<Answer> there = helidon.reading().answers();
      return there.size() == here.size() + 1
          && startsWith(there, here, here.size())
          && there.getLast().connectionSays("close")
          && vertx.transcript().byItself()
          && helidon.transcript().byItself()
          && Section.in(sent).stream().anyMatch(NamedDifference::neverWaits);
    }
  };

  private static final String VERTX = "vertx-async";
  private static final String HELIDON = "helidon-virtual";

  /**
   * @param vertx and {@code helidon}: sides that differ
   */
  abstract boolean covers(String sent, Side vertx, Side helidon);

  /** Whether the difference between these two is one that has a name. */
  static boolean covers(Conversation conversation, Side one, Side other) {
    if (one.name().equals(HELIDON) && other.name().equals(VERTX)) {
      return covers(conversation, other, one);
    }
    if (!one.name().equals(VERTX) || !other.name().equals(HELIDON)) {
      return false;
    }
    String sent = conversation.bytes();
    for (NamedDifference named : values()) {
      if (named.covers(sent, one, other)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a server may end a conversation without the answer that it owes, since that is all it
   * does of {@link #BROKEN_CHUNKS_INSTEAD_OF_WAITING}.
   */
  static boolean excusesSilence(String server, String sent) {
    return server.equals(VERTX) && Section.in(sent).stream().anyMatch(NamedDifference::neverWaits);
  }

  /**
   * Whether a server's last answers may have been lost: its client went on after what it said was
   * its last request, and was met by a reset, which takes with it what had not come yet.
   */
  static boolean excusesLoss(String sent, Transcript transcript) {
    List<Section> sections = Section.in(sent);
    int last = last(sections);
    return transcript.ending() == Ending.RESET
        && transcript.byItself()
        && last < sections.size() - 1
        && transcript.bytesSent() > sections.get(last).end();
  }

  /** That one's last answers may have been lost, which the other has given. */
  private static boolean hasLost(String sent, Side one, Side other) {
    List<Answer> here = one.reading().answers();
    List<Answer> there = other.reading().answers();
    return excusesLoss(sent, one.transcript())
        && other.transcript().hasGone()
        && other.transcript().byItself()
        && here.size() <= there.size()
        && there.size() <= last(Section.in(sent)) + 1;
  }

  /**
   * Whether two that are alike as far as both go differ in that alone.
   *
   * @param one and {@code other}: each well-formed, but for a last answer of which some was lost
   */
  static boolean isLoss(String sent, Side one, Side other) {
    return hasLost(sent, one, other) || hasLost(sent, other, one);
  }

  /** The request that its client says is the last, beyond which none is answered. */
  private static int last(List<Section> sections) {
    int last = 0;
    while (last < sections.size() - 1 && !sections.get(last).isSaidToBeTheLast()) {
      last++;
    }
    return last;
  }

  private static boolean neverWaits(Section section) {
    return section.values("Expect").contains("100-continue")
        && section.values("Transfer-Encoding").contains("chunked");
  }

  private static boolean keepsAliveAmongOthers(Section section) {
    List<String> values = section.values("Connection");
    return section.isHttp10()
        && String.join(",", values).contains("keep-alive")
        && (values.size() > 1 || values.getFirst().contains(","));
  }

  /** One has refused and closed what the other still waits for the rest of. */
  private static boolean hasOneRefusalMore(Side one, Side other) {
    List<Answer> here = one.reading().answers();
    List<Answer> there = other.reading().answers();
    return here.size() == there.size() + 1
        && startsWith(here, there, there.size())
        && here.getLast().status() == 400
        && here.getLast().connectionSays("close")
        && !other.transcript().byItself();
  }

  /** Whether both have answered alike but for the last status, which is one here, another there. */
  private static boolean endWith(int status, int statusThere, Side vertx, Side helidon) {
    List<Answer> here = vertx.reading().answers();
    List<Answer> there = helidon.reading().answers();
    return !here.isEmpty()
        && here.size() == there.size()
        && startsWith(there, here, here.size() - 1)
        && here.getLast().status() == status
        && there.getLast().status() == statusThere;
  }

  private static boolean startsWith(List<Answer> longer, List<Answer> shorter, int answers) {
    for (int i = 0; i < answers; i++) {
      if (longer.get(i).status() != shorter.get(i).status()) {
        return false;
      }
    }
    return true;
  }
}
