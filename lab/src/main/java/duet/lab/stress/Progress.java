package duet.lab.stress;

import java.time.Duration;

/** Hears what is being done; called on any thread. */
public interface Progress {
  /** What is being done now, and how long all that is to come takes with it. */
  void step(String what, Duration left);

  /** A line that explains a fact, kept beside it. */
  void note(String line);
}
