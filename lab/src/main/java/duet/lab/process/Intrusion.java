package duet.lab.process;

/**
 * What is done to a trial on purpose, within its measured window, to see what is made of it. Called
 * on the thread that waits for the load; it must return at once.
 */
public interface Intrusion {
  /** Nothing is done. */
  Intrusion NONE =
      new Intrusion() {
        @Override
        public void opened(long serverPid, long generatorPid) {
          // nothing
        }

        @Override
        public void closed() {
          // nothing
        }
      };

  /** The window has just opened; both processes were started by the laboratory. */
  void opened(long serverPid, long generatorPid);

  /** The window has just closed. */
  void closed();

  /** A watch that looks first and then lets it be done. */
  default Watch around(Watch watch, long serverPid, long generatorPid) {
    return new Watch() {
      @Override
      public void before() {
        watch.before();
      }

      @Override
      public void opened() {
        watch.opened();
        Intrusion.this.opened(serverPid, generatorPid);
      }

      @Override
      public void closed() {
        watch.closed();
        Intrusion.this.closed();
      }

      @Override
      public void after() {
        watch.after();
      }
    };
  }
}
