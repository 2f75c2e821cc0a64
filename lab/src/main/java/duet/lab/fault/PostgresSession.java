package duet.lab.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A session of PostgreSQL as its superuser, who needs no password here: the frontend/backend
 * protocol 3.0 with simple queries, so that the laboratory needs no driver. One thread.
 */
final class PostgresSession implements AutoCloseable {
  /** By which its own sessions are told from a server's. */
  static final String NAME = "duet-lab";

  private static final int PROTOCOL = 196_608;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final DataOutputStream out;

  /** PostgreSQL has refused something, in its own words. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Begins a session.
   *
   * @throws RefusedException if there is none to be had
   * @throws IOException if nobody answers
   */
  PostgresSession(InetSocketAddress server) throws IOException {
    try {
      int millis = Math.toIntExact(PATIENCE.toMillis());
      socket.setSoTimeout(millis);
      socket.connect(server, millis);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      out = new DataOutputStream(socket.getOutputStream());
      var parameters = new ByteArrayOutputStream();
      for (String text :
          List.of("user", "postgres", "database", "postgres", "application_name", NAME)) {
        parameters.writeBytes(text(text));
      }
      parameters.write(0);
      var startup = new ByteArrayOutputStream();
      var words = new DataOutputStream(startup);
      words.writeInt(8 + parameters.size());
      words.writeInt(PROTOCOL);
      words.write(parameters.toByteArray());
      out.write(startup.toByteArray());
      var _ = untilReady();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  /** Runs a statement; its rows, a NULL as an empty text. */
  List<List<String>> query(String sql) throws IOException {
    byte[] text = text(sql);
    var message = new ByteArrayOutputStream();
    var words = new DataOutputStream(message);
    words.write('Q');
    words.writeInt(4 + text.length);
    words.write(text);
    out.write(message.toByteArray());
    return untilReady();
  }

  private List<List<String>> untilReady() throws IOException {
    var rows = new ArrayList<List<String>>();
    String refused = "";
    while (true) {
      int type = in.readUnsignedByte();
      byte[] content = in.readNBytes(in.readInt() - 4);
      switch (type) {
        case 'D' -> rows.add(row(content));
        case 'E' -> {
          refused = error(content);
          if (refused.startsWith("FATAL")) { // no ReadyForQuery follows
            throw new RefusedException(refused);
          }
        }
        case 'Z' -> {
          if (!refused.isEmpty()) {
            throw new RefusedException(refused);
          }
          return rows;
        }
        default -> {}
      }
    }
  }

  private static List<String> row(byte[] content) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(content));
    int columns = in.readUnsignedShort();
    var row = new ArrayList<String>();
    for (int i = 0; i < columns; i++) {
      int length = in.readInt();
      row.add(length < 0 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }
    return row;
  }

  /** Severity and message of an ErrorResponse. */
  private static String error(byte[] content) {
    String severity = "ERROR";
    String message = "";
    for (String field : new String(content, StandardCharsets.UTF_8).split("\0", -1)) {
      if (field.startsWith("V")) {
        severity = field.substring(1);
      } else if (field.startsWith("M")) {
        message = field.substring(1);
      }
    }
    return severity + ": " + message;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // it is closed all the same
    }
  }
}
