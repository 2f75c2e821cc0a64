package duet.vertx;

import duet.service.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** {@code /delay}: a timer of the event loop. */
final class Delays {
  private final Vertx vertx;
  private final Answers answers;

  Delays(Vertx vertx, Answers answers) {
    this.vertx = vertx;
    this.answers = answers;
  }

  void delay(HttpServerRequest request, int millis) {
    var answer = Rendered.of(Answer.text(Integer.toString(millis)));
    if (millis == 0) {
      answers.send(request, answer);
      return;
    }
    long timer = vertx.setTimer(millis, _ -> answers.send(request, answer));
    request.response().closeHandler(_ -> vertx.cancelTimer(timer));
  }
}
