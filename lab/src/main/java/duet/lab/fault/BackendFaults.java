package duet.lab.fault;

import duet.lab.fault.ScriptedBackend.Deed;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What a backend does to the server that calls it. */
record BackendFaults(ScriptedBackend backend) {
  /** Of the servers; {@code backend-seconds}. */
  static final Duration TIME = Duration.ofSeconds(2);

  static final List<String> TARGETS = List.of("/fetch/20", "/gather/5/20");
  private static final Duration SLACK = Duration.ofMillis(700);
  private static final Duration LASTS = Duration.ofSeconds(3);
  private static final Duration RECOVERY = Duration.ofSeconds(3);

  /** Later than it may be. */
  Fault slow() {
    return fault("backend slow", "504", Deed.ANSWER_LATE);
  }

  /** Nobody listens any more. */
  Fault dead() {
    return fault("backend dead", Set.of("200", "502"), backend::die, backend::listen);
  }

  /** It takes connections and says nothing on them. */
  Fault silent() {
    return fault("backend silent", "504", Deed.SAY_NOTHING);
  }

  /** It runs and takes no connection, nor says that it does not: then there is none, or no time. */
  Fault deaf() {
    return fault("backend deaf", Set.of("200", "502", "504"), backend::deafen, backend::listen);
  }

  /** It ends within the body. */
  Fault half() {
    return fault("backend half-answering", "502", Deed.ANSWER_HALF);
  }

  /** It closes kept connections between calls, which is nothing that clients should see. */
  Fault closing() {
    return fault(
        "backend closing",
        Set.of("200"),
        () -> backend.does(Deed.ANSWER_AND_CLOSE),
        () -> backend.does(Deed.ANSWER));
  }

  private Fault fault(String name, String status, Deed deed) {
    return fault(
        name, Set.of("200", status), () -> backend.does(deed), () -> backend.does(Deed.ANSWER));
  }

  private static Fault fault(String name, Set<String> ends, Fault.Act begin, Fault.Act end) {
    return new Fault(name, TARGETS, ends, TIME.plus(SLACK), LASTS, RECOVERY, begin, end);
  }
}
