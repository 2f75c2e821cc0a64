package duet.contract;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Whether two servers that run differ in their model alone, as far as they say at their admin
 * ports: 0 when they do, 1 when they also differ otherwise or one does not say, 2 when the program
 * was called wrongly.
 */
public final class Parity {
  /** What the model itself dictates, and why; everything else must be the same. */
  static final Map<String, String> OF_THE_MODEL =
      Map.of("model", "how requests come to be served is what is compared");

  private static final String USAGE =
      """
      Says what two running servers differ in.

      usage: parity ADMIN_URL ADMIN_URL
        ADMIN_URL  where a server's admin port is: http://127.0.0.1:45001
        --help     this

      Exits with 0 when it is their model alone, 1 when it is more or one of them does not say, 2 when called
      wrongly.
      """;

  /**
   * What two servers do not have in common.
   *
   * @param ofTheModel what the model dictates, a line each, with the reason
   * @param otherwise what makes a comparison unfair, a line each; empty where there is parity
   */
  record Differences(List<String> ofTheModel, List<String> otherwise) {
    Differences {
      ofTheModel = List.copyOf(ofTheModel);
      otherwise = List.copyOf(otherwise);
    }
  }

  private Parity() {}

  /** Ends the JVM with the exit code. */
  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    if (List.of(arguments).contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    if (arguments.length != 2) {
      err.println("parity: ADMIN_URL must be given twice: " + arguments.length + " given");
      return 2;
    }
    try {
      URI one = VisitedServer.base("ADMIN_URL", arguments[0]);
      URI other = VisitedServer.base("ADMIN_URL", arguments[1]);
      return judge(out, SettingsInForce.of(one), SettingsInForce.of(other));
    } catch (IllegalArgumentException e) {
      err.println("parity: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("parity: " + e.getMessage());
      return 1;
    }
  }

  private static int judge(PrintStream out, SettingsInForce one, SettingsInForce other) {
    Differences differences = compare(one, other);
    differences.ofTheModel.forEach(line -> out.println("of the model: " + line));
    differences.otherwise.forEach(out::println);
    if (!differences.otherwise.isEmpty()) {
      return 1;
    }
    var same = new TreeSet<>(one.words().keySet());
    same.removeIf(name -> !Objects.equals(one.words().get(name), other.words().get(name)));
    out.println("the same: " + String.join(" ", same));
    return 0;
  }

  /** Compares all that either says; what only one says is a difference. In alphabetical order. */
  static Differences compare(SettingsInForce one, SettingsInForce other) {
    boolean isNameTheSame = one.server().equals(other.server());
    String first = one.server() + (isNameTheSame ? " (first)" : "");
    String second = other.server() + (isNameTheSame ? " (second)" : "");
    var ofTheModel = new ArrayList<String>();
    var otherwise = new ArrayList<String>();
    var names = new TreeSet<>(one.words().keySet());
    names.addAll(other.words().keySet());
    for (String name : names) {
      String here = one.words().getOrDefault(name, "not said");
      String there = other.words().getOrDefault(name, "not said");
      String line = "%s: %s %s, %s %s".formatted(name, first, here, second, there);
      if (here.equals(there)) {
        continue;
      }
      String reason = OF_THE_MODEL.getOrDefault(name, "");
      if (reason.isEmpty()) {
        otherwise.add(line);
      } else {
        ofTheModel.add(line + " (" + reason + ")");
      }
    }
    return new Differences(ofTheModel, otherwise);
  }
}
