package duet.lab;

import duet.lab.plan.Arm;
import duet.lab.plan.PlanException;
import duet.lab.plan.Workload;
import duet.lab.process.ArmProcess;
import duet.lab.process.Bench;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An arm with the agent in it. */
final class TrustCostArm {
  /** Of the agent, in the project's folder: an arm's process starts there. */
  static final Path JAR = Path.of("lab", "target", "cost.jar");

  private static final int REQUESTS = 500;

  private TrustCostArm() {}

  /**
   * The arm under another name.
   *
   * @param what the agent does: a number of iterations, or {@code count}
   */
  static String with(String name, String arm, String what) throws PlanException {
    return "%s,jvm=-javaagent:%s=%s:%s"
        .formatted(TrustFile.named(name, arm), JAR, method(ArmOption.ours(arm)), what);
  }

  /**
   * Runs once for each request that the contract has an answer to, and in none of the admin port.
   */
  private static String method(Arm.Ours arm) {
    return switch (arm.program()) {
      case VERTX_ASYNC -> "duet.vertx.Workloads#serve";
      case HELIDON_VIRTUAL -> "duet.helidon.Workloads#serve";
    };
  }

  /**
   * Sends requests to a server that counts, and looks at its count.
   *
   * @param logs where it is printed
   * @throws LabException if it is another
   */
  static void checkOncePerRequest(Bench bench, String arm, Path logs, Workload workload)
      throws IOException, InterruptedException, PlanException, LabException {
    Arm counting = Arm.parse(with("counting", arm, "count"));
    try (ArmProcess server = bench.start(counting);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(server.base().resolve(workload.target()))
              .method(workload.method(), HttpRequest.BodyPublishers.ofString(workload.body()))
              .build();
      for (int i = 0; i < REQUESTS; i++) {
        client.send(request, HttpResponse.BodyHandlers.discarding());
      }
    }
    List<String> printed = Files.readAllLines(logs.resolve("counting.log"));
    String last =
        printed.stream().filter(line -> line.startsWith("calls ")).reduce("", (_, later) -> later);
    if (!last.equals("calls " + REQUESTS)) {
      throw new LabException(
          "the work would not be done once for each request: '%s' of %d".formatted(last, REQUESTS));
    }
  }
}
