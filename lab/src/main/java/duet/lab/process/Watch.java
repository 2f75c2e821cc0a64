package duet.lab.process;

/** Looks at a server while it is under load; called on the thread that waits for the load. */
public interface Watch {
  /** Looks at nothing. */
  Watch NOTHING = new Watch() {};

  /** The load runs and the window is about to open. */
  default void before() {}

  /** The window, or a turn of it, has just opened. */
  default void opened() {}

  /** It has just closed; the load of a window that is whole still runs. */
  default void closed() {}

  /** What takes longer to look at: the load still runs, or has had its last turn. */
  default void after() {}
}
