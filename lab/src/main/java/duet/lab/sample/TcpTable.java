package duet.lab.sample;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This machine's connections to one port as its kernel has them ({@code /proc/net/tcp} and {@code
 * tcp6}, proc_net(5)): the only way to see that a connection was reset of which nothing is read,
 * since what has come before the reset is to be read first.
 *
 * @param states by the client's port; a connection that was reset is not among them
 */
public record TcpTable(Map<Integer, State> states) {
  /** How a connection stands on the client's side, as far as it is told apart here. */
  public enum State {
    /** Neither side has closed. */
    ESTABLISHED,
    /** The server has closed its side in order, be what it sent before read or not. */
    CLOSE_WAIT,
    /** Anything else. */
    OTHER
  }

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;

  /** Copies. */
  public TcpTable {
    states = Map.copyOf(states);
  }

  /**
   * As it is now, which takes about a microsecond for each connection of the machine, those in
   * {@code TIME_WAIT} included.
   *
   * @param serverPort 1..65535
   * @throws IOException where there is no such table
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  public static TcpTable to(int serverPort) throws IOException {
    return to(ProcFiles.ofThisMachine(), serverPort);
  }

  static TcpTable to(ProcFiles files, int serverPort) throws IOException {
    var states = new HashMap<Integer, State>();
    add(states, files.read("/proc/net/tcp"), serverPort);
    add(states, ProcText.text(files, "/proc/net/tcp6").orElse(""), serverPort);
    return new TcpTable(states);
  }

  private static void add(Map<Integer, State> states, String table, int serverPort) {
    String remote = String.format(Locale.ROOT, ":%04X ", serverPort);
    for (int at = table.indexOf(remote); at >= 0; at = table.indexOf(remote, at + 1)) {
      int end = table.indexOf('\n', at);
      String line =
          table.substring(table.lastIndexOf('\n', at) + 1, end < 0 ? table.length() : end);
      String[] fields = line.strip().split(" +", -1);
      if (fields.length > STATE && (fields[REMOTE] + " ").endsWith(remote)) {
        states.put(port(fields[LOCAL]), state(fields[STATE]));
      }
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }

  private static State state(String number) {
    return switch (number) {
      case "01" -> State.ESTABLISHED;
      case "08" -> State.CLOSE_WAIT;
      default -> State.OTHER;
    };
  }

  /** Null for one that is no more. */
  public @Nullable State of(int clientPort) {
    return states.get(clientPort);
  }
}
