package duet.helidon;

import duet.service.Answer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** {@code /delay}: the connection's virtual thread sleeps. */
final class Delays {
  private final Answers answers;

  Delays(Answers answers) {
    this.answers = answers;
  }

  void delay(ServerRequest request, ServerResponse response, int millis)
      throws InterruptedException {
    if (millis > 0) {
      Connection.sleepWhileTheClientStays(millis);
    }
    answers.send(request, response, Rendered.of(Answer.text(Integer.toString(millis))));
  }
}
