package duet.lab.plan;

/**
 * Which processors do what, as lists like {@code 0} or {@code 2-3,6}; both empty where there is
 * only one and nothing can be pinned.
 *
 * @param server what the arms run on
 * @param load what the generator, the laboratory, the database and the backend run on
 */
public record Processors(String server, String load) {
  /** How a list is written. */
  public static final String SYNTAX = "[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*";

  /** Checks both lists. */
  public Processors {
    for (String list : new String[] {server, load}) {
      if (!list.isEmpty() && !list.matches(SYNTAX)) {
        throw new IllegalArgumentException(
            "processors must be a list like 0 or 2-3,6: '" + list + "'");
      }
    }
  }

  /** Whether both have processors of their own. */
  public boolean pinned() {
    return !server.isEmpty() && !load.isEmpty();
  }

  /** All of them; empty where nothing is pinned. */
  public String all() {
    return pinned() ? server + "," + load : "";
  }
}
