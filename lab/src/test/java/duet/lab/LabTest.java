package duet.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabTest {
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Lab.run(new PrintWriter(err, true), arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      value = {
        "compare --rate fast | --rate must be max, or requests per second, above 0 and up to 1000000: 'fast'",
        "compare --duration 5 | --duration must be a time like 500ms, 10s or 2m: '5'",
        "compare --duration 1ms | --duration must be 500ms..10m: 1ms",
        "compare --precision lots | --precision must be a percentage like 3%: 'lots'",
        "compare --trials many | --trials must be a whole number: 'many'; duet compare --help says more",
        "stress shutdown --rate abc | --rate must be a whole number: 'abc'; duet stress shutdown --help says more",
        "trust cost --percent lots | --percent must be a number like 0.5: 'lots'; duet trust cost --help says more",
        "compare --quick=maybe | Invalid value for option '--quick': 'maybe' is not a boolean; duet compare --help says more",
        "stress overload --factor 1,two | --factor must be a number like 0.5: 'two'; duet stress overload --help says more",
        "compare --connections 0 | --connections must be 1..10000: 0",
        "compare vertx-async | ARM must be given twice, or not at all: [vertx-async]",
        "compare vertx-async vertx-async | ARM and ARM must have different names (NAME=ARM gives one): [vertx-async, vertx-async]",
        "compare --server-cpus 0-x --load-cpus 1 | --server-cpus must be a list like 0 or 2-3,6: '0-x'",
        "compare --load-cpus 3-1 | --load-cpus must be a list like 0 or 2-3,6: '3-1'",
        "compare --workload /a|b | --workload must be a path and a query as RFC 3986 writes them, up to 1000 characters, others as %XX: '/a|b'",
        "compare vertx-async,commit=nothing b=vertx-async | there is no commit nothing in this repository",
        "compare --resume --rate 5 | --rate must not be given with --resume, which goes on with what was asked for: '5'",
        "compare --quick --resume=x | --quick must not be given with --resume, which goes on with what was asked for: 'true'",
        "compare a b --resume=x | ARM must not be given with --resume, which goes on with what was asked for: 'a b'",
        "diff a b --resume=x | BEFORE must not be given with --resume, which goes on with what was asked for: 'a'",
        "diff a b --trials 4 | --trials must be 5..1000, fewer give no verdict: 4",
        "trust same --simulated 0 | --simulated must be 1..1000000: 0",
        "trust same --trials 9 | --trials must be at least --pairs, 10: 9",
        "compare --rate max --poisson | --poisson needs a rate at which requests arrive: --rate max",
        "trust agree --rounds 1001 | --rounds must be 5..1000: 1001",
        "compere | Unmatched argument at index 0: 'compere'; perhaps compare or generate-completion or serve; duet --help says more",
        "compare --turbo | Unknown option: '--turbo'; duet compare --help says more",
        "compare --resume=/nowhere | no comparison was begun in /nowhere: it has no plan.json",
        "report /nowhere | no comparison was begun in /nowhere: it has no plan.json",
        "serve jetty | an arm is NAME=URL,pid=N or [NAME=]ARM[,commit=C][,jvm=OPTION…][,flag=SETTING…], ARM one of vertx-async, helidon-virtual; there is no 'jetty': 'jetty'",
        "check --connections 0 | --connections must be 1..10000: 0",
        "trust same --shuffles 0 | --shuffles must be 1..1000000: 0",
        "trust same --pairs 4 | --pairs must be 5..1000: 4",
        "trust same --workload json,db | --workload must name one: [json, db]",
        "trust cost --percent 0 | --percent must be 0.1..100: 0.0",
        "trust cost --arm nginx=http://127.0.0.1:80,pid=2 | --arm must be a server of this tree, vertx-async or helidon-virtual: 'nginx=http://127.0.0.1:80,pid=2'",
        "trust stall --arm nginx=http://127.0.0.1:80,pid=2 | --arm must be a server of this tree, vertx-async or helidon-virtual: 'nginx=http://127.0.0.1:80,pid=2'",
        "trust stall --duration 15s | --duration must be whole periods of 10 s: '15s'",
        "trust agree --rounds 4 | --rounds must be 5..1000: 4",
        "trust same --resume=/nowhere | no comparison was begun in /nowhere: it has no plan.json",
        "stress shutdown --rate 0 | --rate must be 1..20000: 0",
        "stress shutdown --duration 1ms | --duration must be 500ms..10m: '1ms'",
        "stress shutdown --arm json | --arm must be a server of this tree, vertx-async or helidon-virtual: 'json'",
        "stress fuzz --shrink | --shrink must come with --replay: there is nothing to shrink",
        "stress restart --duration 9s | --duration must be 10s..10m: '9s'",
        "stress rude --only slow | --only must be some of slow-heads, slow-bodies, slow-chunks, no-readers, slow-readers, silent, half-open, resets: 'slow'",
        "stress shutdown --arm vertx-async --arm vertx-async | --arm must have different names (NAME=ARM gives one): [vertx-async, vertx-async]",
        "stress restart --balancer envoy | --balancer must be nginx or haproxy: 'envoy'",
        "diff only-one | BEFORE and AFTER must both be given: 'only-one'",
      })
  void aMistakeIsOneLineAndExitCode2(String commandLine, String message) {
    assertEquals(2, run(commandLine.split(" ", -1)));
    assertEquals("duet: " + message + System.lineSeparator(), err.toString());
  }

  @Test
  void aFolderAndACommitAreNotCompared(@TempDir Path folder) {
    assertEquals(2, run("diff", folder.toString(), "HEAD"));
    assertTrue(err.toString().startsWith("duet: two commits or two results"), err.toString());
  }

  @ParameterizedTest
  @CsvSource({"arms", "serve", "verify", "check", "compare", "diff", "trust", "stress", "report"})
  void everyCommandHasHelp(String command) {
    assertEquals(0, run(command, "--help"));
  }

  @ParameterizedTest
  @CsvSource({"same", "cost", "stall", "agree"})
  void everyTrialByFireHasHelp(String command) {
    assertEquals(0, run("trust", command, "--help"));
  }

  @ParameterizedTest
  @CsvSource({"shutdown", "restart"})
  void everyStressHasHelp(String command) {
    assertEquals(0, run("stress", command, "--help"));
  }
}
