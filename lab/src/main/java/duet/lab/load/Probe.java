package duet.lab.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Learns what a server's right answer looks like, by asking a few times. */
public final class Probe {
  /** So often each is asked. */
  public static final int TIMES = 5;

  private static final Duration PATIENCE = Duration.ofSeconds(70);

  private record Seen(int status, long lengthBytes, long exact, long masked) {}

  private Probe() {}

  /**
   * What of an answer stays the same from one to the next.
   *
   * @param body of each request; empty for none
   * @throws IOException if there is no answer, or its status is not the same each time
   */
  public static Expectation learn(URI base, String method, String target, String body)
      throws IOException, InterruptedException {
    var seen = new ArrayList<Seen>();
    try (var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create(base.resolve("/").toString().replaceAll("/$", "") + target))
              .method(
                  method,
                  body.isEmpty()
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body))
              .timeout(PATIENCE)
              .build();
      for (int i = 0; i < TIMES; i++) {
        seen.add(look(client.send(request, HttpResponse.BodyHandlers.ofByteArray())));
      }
    }
    return common(seen, base + target);
  }

  /**
   * The same of what is to be served.
   *
   * @throws IOException also if its status is none of success: a load of it would show nothing
   */
  public static Expectation learnServed(URI base, String method, String target, String body)
      throws IOException, InterruptedException {
    Expectation right = learn(base, method, target, body);
    if (right.status() / 100 != 2) {
      throw new IOException(
          "--workload must be something that is served: "
              + target
              + " is answered "
              + right.status());
    }
    return right;
  }

  private static Seen look(HttpResponse<byte[]> answer) {
    byte[] body = answer.body();
    return new Seen(
        answer.statusCode(),
        body.length,
        digest(BodyDigest.Kind.EXACT, body),
        digest(BodyDigest.Kind.DIGITS_MASKED, body));
  }

  private static long digest(BodyDigest.Kind kind, byte[] body) {
    BodyDigest digest = BodyDigest.of(kind);
    digest.update(body, 0, body.length);
    return digest.value();
  }

  private static Expectation common(List<Seen> seen, String where) throws IOException {
    Seen first = seen.getFirst();
    if (seen.stream().anyMatch(each -> each.status != first.status)) {
      throw new IOException(
          where
              + " answers now with one status, now with another: "
              + seen.stream().map(Seen::status).distinct().toList());
    }
    if (seen.stream().allMatch(first::equals)) {
      return new Expectation(first.status, first.lengthBytes, BodyDigest.Kind.EXACT, first.exact);
    }
    if (seen.stream().allMatch(each -> each.masked == first.masked)) {
      return new Expectation(first.status, -1, BodyDigest.Kind.DIGITS_MASKED, first.masked);
    }
    return Expectation.anyBody(first.status);
  }
}
