package duet.lab.fault;

import duet.lab.process.ArmProcess;
import duet.lab.stress.Fact;
import duet.lab.stress.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Lets something go wrong beside a server that is under a steady load, and tells what it did. */
final class Trial {
  private static final double RATE_PER_SECOND = 50;
  private static final double OTHERS_RATE_PER_SECOND = 100;
  private static final String OTHERS = "/plaintext";
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration CALM = Duration.ofMillis(1500);
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration AFTERWARDS = Duration.ofSeconds(1);

  /** A route that has nothing to do with the fault may be late by a collection, no more. */
  private static final Duration OTHERS_LONGEST = Duration.ofSeconds(1);

  private final InetSocketAddress server;
  private final InetSocketAddress admin;

  private Trial(ArmProcess server) {
    this.server = Readiness.address(server.base());
    this.admin = Readiness.admin(server);
  }

  /** With a server that has just been started: it is asked for these until it is warm. */
  static Trial of(ArmProcess server, List<String> targets) throws InterruptedException {
    var trial = new Trial(server);
    var loads = new ArrayList<SteadyLoad>();
    for (String target : targets) {
      loads.add(trial.load(target, RATE_PER_SECOND));
    }
    loads.add(trial.load(OTHERS, RATE_PER_SECOND));
    Thread.sleep(WARM_UP);
    for (SteadyLoad load : loads) {
      var _ = load.finish();
    }
    return trial;
  }

  private SteadyLoad load(String target, double ratePerSecond) {
    return new SteadyLoad(server, target, ratePerSecond, PATIENCE);
  }

  /** How long one takes, but for what its begin and its end do. */
  static Duration time(Fault fault) {
    return CALM.plus(fault.lasts()).plus(fault.recovery()).plus(AFTERWARDS);
  }

  /** When what happened, of {@link System#nanoTime()}. */
  private record Times(long calmNanos, long beginNanos, long endNanos) {}

  /** Does it, and returns once the server is at rest again. */
  List<Fact> run(Fault fault) throws IOException, InterruptedException {
    return run(fault, 0);
  }

  /**
   * Likewise.
   *
   * @param kept connections that somebody else has all the time
   */
  List<Fact> run(Fault fault, int kept) throws IOException, InterruptedException {
    Inside before = Inside.of(admin);
    var loads = new ArrayList<SteadyLoad>();
    Times times;
    for (String target : fault.targets()) {
      loads.add(load(target, RATE_PER_SECOND));
    }
    SteadyLoad others = load(OTHERS, OTHERS_RATE_PER_SECOND);
    try {
      times = times(fault);
    } finally {
      loads.forEach(SteadyLoad::close);
      others.close();
    }
    var facts = new ArrayList<Fact>();
    for (int i = 0; i < loads.size(); i++) {
      concerned(fault, fault.targets().get(i), loads.get(i).finish(), times, facts);
    }
    facts.add(others(fault.name(), others.finish(), times));
    facts.add(Remains.await(admin, before, kept).fact(fault.name()));
    return facts;
  }

  private static Times times(Fault fault) throws IOException, InterruptedException {
    long calm = System.nanoTime();
    Thread.sleep(CALM);
    long begin = System.nanoTime();
    fault.begin().run();
    try {
      Thread.sleep(fault.lasts());
    } finally {
      fault.end().run();
    }
    long end = System.nanoTime();
    Thread.sleep(fault.recovery().plus(AFTERWARDS));
    return new Times(calm, begin, end);
  }

  private static void concerned(
      Fault fault, String target, Samples samples, Times times, List<Fact> facts) {
    Samples during = samples.plannedBetween(times.beginNanos, times.endNanos);
    facts.add(
        new Fact(
            fault.name() + ": " + target + " meanwhile",
            inWords(during),
            "only %s; <= %s".formatted(either(fault.ends()), seconds(fault.longest())),
            fault.isSeenIn(during) && isWithin(during, fault.longest())));
    Recovery recovery = Recovery.of(samples, times.endNanos);
    facts.add(
        new Fact(
            fault.name() + ": " + target + " first good, all good after",
            recovery.inWords(),
            "<= " + seconds(fault.recovery()),
            recovery.isWithin(fault.recovery())));
  }

  /** Calm and afterwards too: nothing of it is their affair. */
  private static Fact others(String fault, Samples samples, Times times) {
    Samples before = samples.plannedBetween(times.calmNanos, times.beginNanos);
    Samples during = samples.plannedBetween(times.beginNanos, times.endNanos);
    return new Fact(
        fault + ": " + OTHERS + " meanwhile",
        inWords(during) + String.format(Locale.ROOT, " (before %,.1f ms)", before.millisAt(99)),
        "only 200; <= " + seconds(OTHERS_LONGEST),
        samples.haveOnly(Set.of("200")) && isWithin(samples, OTHERS_LONGEST));
  }

  private static boolean isWithin(Samples samples, Duration most) {
    return samples.longestMillis() <= most.toMillis();
  }

  private static String either(Set<String> ends) {
    return String.join(", ", new TreeSet<>(ends));
  }

  private static String inWords(Samples samples) {
    return samples.endsInWords()
        + String.format(Locale.ROOT, "; p99 %,.1f ms", samples.millisAt(99));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }
}
