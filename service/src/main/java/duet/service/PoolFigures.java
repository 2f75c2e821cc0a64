package duet.service;

/** What a pool of connections is doing; safe for use by several threads, and never blocks. */
public interface PoolFigures {

  /** A pool that is not there yet. */
  PoolFigures NONE =
      new PoolFigures() {
        @Override
        public int inUse() {
          return 0;
        }

        @Override
        public int idle() {
          return 0;
        }

        @Override
        public int waiting() {
          return 0;
        }
      };

  /** Connections that serve a request now. */
  int inUse();

  /** Connections that are open and serve none. */
  int idle();

  /** Requests that wait for a connection. */
  int waiting();
}
