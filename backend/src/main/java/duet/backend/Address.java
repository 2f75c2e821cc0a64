package duet.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file by which the servers find their backend, and a backend the ports of the one before it:
 * one line with the URL that is asked for a lease, and once PostgreSQL has answered a second with
 * its own.
 *
 * @param lease ends in a word that no other backend knows, so that whoever listens there after this
 *     one is never taken for it
 * @param database null until PostgreSQL has answered: what lies in its folder before is no database
 */
record Address(URI lease, @Nullable URI database) {

  /** What the last backend wrote; empty if there was none or the file cannot be understood. */
  static Optional<Address> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      URI lease = withPort(lines.getFirst());
      return Optional.of(new Address(lease, lines.size() > 1 ? withPort(lines.get(1)) : null));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static URI withPort(String line) {
    URI uri = URI.create(line);
    if (uri.getPort() < 1 || uri.getPort() > 65535) {
      throw new IllegalArgumentException("must name a port: " + line);
    }
    return uri;
  }

  /** Replaces the file at once, so that no reader meets half of it. */
  void write(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, database == null ? lease + "\n" : lease + "\n" + database + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether anything listens there. */
  boolean listens() {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), lease.getPort()), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
