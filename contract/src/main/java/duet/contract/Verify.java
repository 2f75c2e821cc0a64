package duet.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.Console;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The contract suite against any server, as a program: 0 when all passed, 1 when something failed
 * or nothing listens, 2 when it was called wrongly.
 */
public final class Verify {
  private static final String USAGE =
      """
      Holds a server to the contract and says which parts of it the server keeps.

      usage: verify URL [--quick]
        URL      where it listens, plain http: http://127.0.0.1:8080
        --quick  without the tests that wait or try many cases
        --help   this

      Exits with 0 when all passed, 1 when something failed or nothing listens, 2 when called wrongly.
      """;

  private final Class<?> suite;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param suite takes its server from {@link VisitedServer}
   */
  Verify(Class<?> suite, PrintStream out, PrintStream err) {
    this.suite = suite;
    this.out = out;
    this.err = err;
  }

  /** Ends the JVM with the exit code. */
  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  public static void main(String[] arguments) {
    System.exit(new Verify(VisitedContract.class, System.out, System.err).run(arguments));
  }

  /**
   * Runs the suite once.
   *
   * @return the exit code
   */
  int run(String... arguments) {
    boolean quick = false;
    var urls = new ArrayList<String>();
    for (String argument : arguments) {
      switch (argument) {
        case "--help", "-h" -> {
          out.print(USAGE);
          return 0;
        }
        case "--quick" -> quick = true;
        default -> {
          if (argument.startsWith("-")) {
            return misused("flag must be --quick or --help: '" + argument + "'");
          }
          urls.add(argument);
        }
      }
    }
    if (urls.size() != 1) {
      return misused("URL must be given once: " + urls.size() + " given");
    }
    try {
      URI base = VisitedServer.base("URL", urls.getFirst());
      VisitedServer.awaitListener("URL", base);
      return judge(base, quick);
    } catch (IllegalArgumentException e) {
      return misused(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      err.println("verify: " + e.getMessage());
      return 1;
    }
  }

  private int misused(String mistake) {
    err.println("verify: " + mistake);
    return 2;
  }

  private int judge(URI base, boolean quick) {
    var verdict = new Verdict();
    var listeners = new ArrayList<TestExecutionListener>(List.of(verdict));
    if (isTerminal()) {
      listeners.add(new Progress(err, System::nanoTime));
    }
    LauncherFactory.create()
        .execute(request(base, quick), listeners.toArray(TestExecutionListener[]::new));
    out.print(verdict.inWords());
    if (quick) {
      out.println("quick part: tests that wait or try many cases were left out");
    }
    return verdict.isKept() ? 0 : 1;
  }

  @SuppressWarnings("SystemConsoleNull") // it still is null where a JDK's own console is not used
  private static boolean isTerminal() {
    @Nullable Console console = System.console();
    return console != null && console.isTerminal();
  }

  private LauncherDiscoveryRequest request(URI base, boolean quick) {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(suite))
            .configurationParameter(VisitedServer.PROPERTY, base.toString());
    if (quick) {
      request.filters(TagFilter.excludeTags(Patient.TAG));
    }
    return request.build();
  }
}
