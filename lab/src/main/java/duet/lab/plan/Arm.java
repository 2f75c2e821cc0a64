package duet.lab.plan;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One of the two servers that are compared. */
public sealed interface Arm {
  /** What it is called, in files and on the page. */
  String name();

  /**
   * One of this project's servers, started anew for each trial.
   *
   * @param name what it is called
   * @param program which of them
   * @param commit the commit it is built from; empty for this tree as it stands
   * @param jvmOptions beside those both servers have
   * @param flags settings beside the standard ones
   */
  record Ours(
      String name, Program program, String commit, List<String> jvmOptions, List<String> flags)
      implements Arm {
    /** Copies the lists. */
    public Ours {
      jvmOptions = List.copyOf(jvmOptions);
      flags = List.copyOf(flags);
    }
  }

  /**
   * A server that runs already: one process for all trials, its parity unproven.
   *
   * @param base {@code http://host:port}
   * @param pid of its first process; its descendants count too
   */
  record Visited(String name, URI base, long pid) implements Arm {}

  /** The servers of this project. */
  enum Program {
    VERTX_ASYNC("duet.vertx.Main", "Vert.x, event loops"),
    HELIDON_VIRTUAL("duet.helidon.Main", "Helidon, a virtual thread for each connection");

    private final String mainClass;
    private final String model;

    Program(String mainClass, String model) {
      this.mainClass = mainClass;
      this.model = model;
    }

    /** The name of its module, and what it calls itself. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The class that is started. */
    public String mainClass() {
      return mainClass;
    }

    /** What it is, in words. */
    public String model() {
      return model;
    }
  }

  /** How an arm is written, for help and errors. */
  String SYNTAX =
      "NAME=URL,pid=N or [NAME=]ARM[,commit=C][,jvm=OPTION…][,flag=SETTING…], ARM one of "
          + names();

  private static String names() {
    return String.join(", ", Arrays.stream(Program.values()).map(Program::key).toList());
  }

  /**
   * Reads {@code vertx-async}, {@code big=vertx-async,jvm=-Xmx512m}, {@code
   * slow=helidon-virtual,flag=--tcp-no-delay=false} or {@code nginx=http://127.0.0.1:8080,pid=17}.
   *
   * @throws PlanException if it is none of these
   */
  static Arm parse(String text) throws PlanException {
    List<String> parts = List.of(text.split(",", -1));
    String first = parts.getFirst();
    int equals = first.indexOf('=');
    String base = first.substring(equals + 1);
    String name = equals < 0 ? base : first.substring(0, equals);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,39}")) {
      throw wrong("its name has 1..40 letters, digits, '.', '_', '-'", text);
    }
    if (base.contains("://")) {
      return visited(name, base, parts.subList(1, parts.size()), text);
    }
    var jvm = new ArrayList<String>();
    var flags = new ArrayList<String>();
    String commit = "";
    for (String part : parts.subList(1, parts.size())) {
      if (part.matches("commit=[0-9A-Za-z][0-9A-Za-z._/~^-]*")) {
        commit = part.substring(7);
      } else if (part.startsWith("jvm=-")) {
        jvm.add(part.substring(4));
      } else if (part.startsWith("flag=--")) {
        flags.add(part.substring(5));
      } else {
        throw wrong("'" + part + "' is none of commit=C, jvm=-OPTION, flag=--SETTING=VALUE", text);
      }
    }
    for (Program program : Program.values()) {
      if (program.key().equals(base)) {
        return new Ours(name, program, commit, jvm, flags);
      }
    }
    throw wrong("there is no '" + base + "'", text);
  }

  private static Arm visited(String name, String base, List<String> rest, String text)
      throws PlanException {
    if (rest.size() != 1 || !rest.getFirst().matches("pid=[1-9][0-9]{0,8}")) {
      throw wrong("a server given by URL needs its process, pid=N", text);
    }
    try {
      var url = new URI(base);
      if ("http".equals(url.getScheme())
          && url.getHost() != null
          && url.getPort() > 0
          && url.getPort() <= 65_535
          && url.getRawPath().matches("/?")
          && url.getRawQuery() == null) {
        return new Visited(name, url, Long.parseLong(rest.getFirst().substring(4)));
      }
    } catch (URISyntaxException e) {
      // falls to the one message for all that is no such URL
    }
    throw wrong("its URL must be http://host:port", text);
  }

  private static PlanException wrong(String rule, String text) {
    return new PlanException("an arm is " + SYNTAX + "; " + rule + ": '" + text + "'");
  }
}
