package duet.helidon;

import duet.service.ServerProcess;
import duet.service.Settings;

/** The virtual-thread server, run in the foreground. */
public final class Main {
  static final int PORT = 46_000;

  private Main() {}

  /** Runs until the process is told to stop; {@code --help} lists the flags. */
  public static void main(String[] arguments) {
    ServerProcess.run(
        "helidon-virtual", Settings.standard(PORT), VirtualThreadServer::start, arguments);
  }
}
