package duet.vertx;

import duet.service.ServerProcess;
import duet.service.Settings;

/** The event-loop server, run in the foreground. */
public final class Main {
  static final int PORT = 45_000;

  private Main() {}

  /** Runs until the process is told to stop; {@code --help} lists the flags. */
  public static void main(String[] arguments) {
    ServerProcess.run("vertx-async", Settings.standard(PORT), EventLoopServer::start, arguments);
  }
}
