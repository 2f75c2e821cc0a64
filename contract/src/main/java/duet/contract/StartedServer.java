package duet.contract;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A server that a test has started, and what only its own code can say of it. Closed, it is
 * stopped.
 */
public interface StartedServer extends Served, AutoCloseable {

  /** Where health, metrics and settings are: {@code http://host:port}; empty where that is off. */
  Optional<URI> admin();

  /** What its settings say, by name; what both servers must have in common, no more. */
  Map<String, String> settings();

  /** The same by what is in force. */
  Map<String, String> inForce();

  /** Why its database cannot be used; empty when it can. */
  Optional<String> whyNoDatabase();

  /** Connections to the database in use, idle, and requests that wait for one. */
  int[] pool();

  /** From now on it also lacks that, and this is why. */
  void lacks(String need, String why);

  @Override
  void close();
}
