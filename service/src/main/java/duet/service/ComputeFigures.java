package duet.service;

/** What the processors are asked for; safe for use by several threads, and never blocks. */
public interface ComputeFigures {

  /** Nothing computes here yet. */
  ComputeFigures NONE =
      new ComputeFigures() {
        @Override
        public int running() {
          return 0;
        }

        @Override
        public int waiting() {
          return 0;
        }
      };

  /** Requests that are being computed now. */
  int running();

  /** Requests that wait for a processor. */
  int waiting();
}
