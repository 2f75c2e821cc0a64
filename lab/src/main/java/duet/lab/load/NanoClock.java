package duet.lab.load;

/** The time in nanoseconds from a fixed but arbitrary moment; a test hands in its own. */
@FunctionalInterface
interface NanoClock {
  long nanoTime();
}
