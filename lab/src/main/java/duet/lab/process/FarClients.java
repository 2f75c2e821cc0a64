package duet.lab.process;

import duet.lab.crowd.FarCrowd;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Clients whose machine goes away without a word. Where this process may, they live in a network
 * namespace whose only link is taken down: nothing reaches them and nothing comes from them, not
 * even from their kernel. Elsewhere their process is stopped, and their kernel still takes what is
 * sent to them. For use by one thread.
 */
public final class FarClients implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1");
  private static final long COMMAND_SECONDS = 5;

  /** Of a network that is set aside for measurements (RFC 2544, RFC 6890). */
  private static final String NETWORK = "198.18.";

  private final Process process;
  private final Children children;
  private final BufferedReader out;
  private final BufferedWriter in;
  private final String host;
  private final boolean linked;

  private FarClients(Process process, Children children, String host, boolean linked) {
    this.process = process;
    this.children = children;
    this.host = host;
    this.linked = linked;
    out = process.inputReader();
    in = process.outputWriter();
  }

  /**
   * Starts their process, with a link of its own if there can be one.
   *
   * @throws IOException in one line, if it does not start
   */
  public static FarClients start(Servers servers, Path log)
      throws IOException, InterruptedException {
    if (Launch.isInPath("unshare") && Launch.isInPath("ip") && Launch.isInPath("nsenter")) {
      FarClients far = start(servers, log, List.of("unshare", "-n", "--"), "");
      if (far.isReady() && far.link()) {
        return new FarClients(far.process, far.children, far.hostSide(), true);
      }
      far.close();
    }
    FarClients near = start(servers, log, List.of(), "127.0.0.1");
    if (!near.isReady()) {
      near.close();
      throw new IOException("the process of far clients does not start; see " + log);
    }
    return near;
  }

  private static FarClients start(Servers servers, Path log, List<String> before, String host)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(Launch.on(servers.processors().load()));
    command.add(Launch.java());
    command.addAll(OPTIONS);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(FarCrowd.class.getName());
    Process process =
        servers
            .children()
            .add(
                new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile())).start());
    return new FarClients(process, servers.children(), host, false);
  }

  private boolean isReady() throws IOException {
    return "ready".equals(out.readLine());
  }

  /** Both ends go with the namespace, which goes with its only process. */
  private boolean link() throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    return run("ip", "link", "add", name("a"), "type", "veth", "peer", "name", name("b"))
        && run("ip", "link", "set", name("b"), "netns", pid)
        && run("ip", "addr", "add", hostSide() + "/30", "dev", name("a"))
        && run("ip", "link", "set", name("a"), "up")
        && inside("ip", "addr", "add", address(2) + "/30", "dev", name("b"))
        && inside("ip", "link", "set", name("b"), "up");
  }

  private String name(String end) {
    return "duet" + process.pid() + end;
  }

  private String hostSide() {
    return address(1);
  }

  private String address(int host) {
    int subnet = (int) (process.pid() % (1 << 14));
    return NETWORK + (subnet >> 6) + "." + ((subnet & 63) << 2 | host);
  }

  private boolean inside(String... command) throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("nsenter", "-t", Long.toString(process.pid()), "-n"));
    all.addAll(List.of(command));
    return run(all.toArray(String[]::new));
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    return process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  /** The address of this machine at which they can reach a server. */
  public String host() {
    return host;
  }

  /** How they go away, in words. */
  public String inWords() {
    return linked ? "their network link is taken down" : "their process is stopped";
  }

  /**
   * Lets them connect, and returns once each of them is in the middle of something.
   *
   * @return how many are connected
   * @throws IOException in one line, if their process has ended
   */
  public int come(InetSocketAddress server, int clients) throws IOException {
    say("come " + server.getHostString() + " " + server.getPort() + " " + clients);
    @Nullable String line = out.readLine();
    if (line == null || !line.startsWith("there ")) {
      throw new IOException("the process of far clients has ended");
    }
    return Integer.parseInt(line.substring(6));
  }

  /**
   * From now on nothing comes from them.
   *
   * @throws IOException in one line, if that cannot be brought about
   */
  public void vanish() throws IOException, InterruptedException {
    boolean done =
        linked
            ? inside("ip", "link", "set", name("b"), "down")
            : run("kill", "-STOP", Long.toString(process.pid()));
    if (!done) {
      throw new IOException("far clients cannot be taken away: " + inWords());
    }
  }

  /** They are back, and leave: what the server has given up they close on their side. */
  public void comeBackAndGo() throws IOException, InterruptedException {
    if (linked) {
      var _ = inside("ip", "link", "set", name("b"), "up");
    } else {
      var _ = run("kill", "-CONT", Long.toString(process.pid()));
    }
    say("go");
    if (!"gone".equals(out.readLine())) {
      throw new IOException("the process of far clients has ended");
    }
  }

  private void say(String line) throws IOException {
    in.write(line);
    in.newLine();
    in.flush();
  }

  @Override
  public void close() {
    children.kill(process);
  }
}
