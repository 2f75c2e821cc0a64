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
      delimiter = '|',
      value = {
        "compare --rate fast | --rate must be max, or requests per second, above 0 and up to 1000000: 'fast'",
        "compare --duration 5 | --duration is a time like 500ms, 10s or 2m: '5'",
        "compare --duration 1ms | --duration must be 500ms..10m: 1ms",
        "compare --precision lots | --precision is a percentage like 3%: 'lots'",
        "compare --trials many | Invalid value for option '--trials': 'many' is not an int",
        "compare --connections 0 | --connections must be 1..10000: 0",
        "compare vertx-async | two arms are compared: [vertx-async]",
        "compare vertx-async vertx-async | arms must have different names (NAME=ARM gives one): [vertx-async, vertx-async]",
        "compare --server-cpus 0-x --load-cpus 1 | --server-cpus and --load-cpus are lists like 0 or 2-3,6: '0-x', '1'",
        "compare --turbo | Unknown option: '--turbo'",
        "compare --resume=/nowhere | no comparison was begun in /nowhere: it has no plan.json",
        "report /nowhere | no comparison was begun in /nowhere: it has no plan.json",
        "serve jetty | an arm is NAME=URL,pid=N or [NAME=]ARM[,commit=C][,jvm=OPTION…][,flag=SETTING…], ARM one of vertx-async, helidon-virtual; there is no 'jetty': 'jetty'",
        "check --connections 0 | --connections must be 1..10000: 0",
        "trust same --shuffles 0 | --shuffles must be 1..1000000: 0",
        "trust same --pairs 4 | --pairs must be 5..1000: 4",
        "trust same --workload json,db | --workload must name one: [json, db]",
        "trust cost --percent 0 | --percent must be 0.1..100: 0.0",
        "trust cost --arm nginx=http://127.0.0.1:80,pid=2 | --arm must be a server of this tree: 'nginx=http://127.0.0.1:80,pid=2'",
        "trust stall --arm nginx=http://127.0.0.1:80,pid=2 | --arm must be a server of this tree: 'nginx=http://127.0.0.1:80,pid=2'",
        "trust stall --duration 15s | --duration must be whole periods of 10 s: '15s'",
        "trust agree --rounds 4 | --rounds must be 5..1000: 4",
        "trust same --resume=/nowhere | no comparison was begun in /nowhere: it has no plan.json",
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
  @CsvSource({"arms", "serve", "verify", "check", "compare", "diff", "trust", "report"})
  void everyCommandHasHelp(String command) {
    assertEquals(0, run(command, "--help"));
  }

  @ParameterizedTest
  @CsvSource({"same", "cost", "stall", "agree"})
  void everyTrialByFireHasHelp(String command) {
    assertEquals(0, run("trust", command, "--help"));
  }
}
