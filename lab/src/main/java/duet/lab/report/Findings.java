package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.plan.Workload;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Interval;
import duet.lab.stats.Judge;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the trials say, judged: the one place from which terminal, page and JSON take their numbers.
 *
 * @param plan what was asked for
 * @param trials all that ran, void ones too, in their order
 * @param workloads what each says, in the plan's order
 */
public record Findings(Plan plan, List<Trial> trials, List<OfWorkload> workloads) {
  /** The confidence of all verdicts on one figure together, over the workloads. */
  public static final double CONFIDENCE = 0.95;

  /** How many times the trials are resampled. */
  public static final int RESAMPLES = 10_000;

  /**
   * The share of its requests that an arm must answer as expected to be compared by what it needs
   * for an answer or how fast it gives one. Of two that do, the shares differ by a tenth of a
   * percent at most. An arm that answers wrongly does less work, and must not win by that: of its
   * workload only right answers per second ({@link Figure#GOODPUT}) have a verdict, all other
   * figures keep their numbers and intervals and have none.
   */
  public static final double LEAST_RIGHT = 0.999;

  /** What a process has, however often it is looked at: of one there is no spread. */
  private static final Set<Figure> OF_ONE_PROCESS =
      EnumSet.of(Figure.RSS, Figure.PSS, Figure.PEAK_RSS, Figure.THREADS);

  private static final String ONE_SAMPLE =
      "a visited process is one sample, however often it is looked at";

  /** Copies. */
  public Findings {
    trials = List.copyOf(trials);
    workloads = List.copyOf(workloads);
  }

  /**
   * One workload.
   *
   * @param first the plan's first arm
   * @param second the plan's second arm
   * @param judged every figure that both arms have
   * @param putOff an arm that uses more CPU time between its turns than the other, if one does
   */
  public record OfWorkload(
      Workload workload,
      OfArm first,
      OfArm second,
      List<OfFigure> judged,
      Optional<PutOff> putOff) {
    /** Copies. */
    public OfWorkload {
      judged = List.copyOf(judged);
    }

    private OfWorkload with(Optional<PutOff> seen) {
      return new OfWorkload(workload, first, second, judged, seen);
    }

    /** Both arms in the plan's order. */
    public List<OfArm> arms() {
      return List.of(first, second);
    }

    /** Those that count, of both arms. */
    public List<Trial> trials() {
      return arms().stream().flatMap(arm -> arm.trials().stream()).toList();
    }

    /**
     * Why what was answered cannot be compared, as half a sentence; empty where both arms answered
     * enough of it right.
     */
    public Optional<String> answeredWrong() {
      List<OfArm> wrong = arms().stream().filter(arm -> arm.rightShare() < LEAST_RIGHT).toList();
      if (wrong.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          "%s of its answers were wrong or missing (%s)%s"
              .formatted(
                  wrong.getFirst().wrongInWords(),
                  wrong.getFirst().arm.name(),
                  wrong.size() == 1
                      ? ""
                      : ", %s (%s)"
                          .formatted(wrong.getLast().wrongInWords(), wrong.getLast().arm.name())));
    }

    /** One figure's judgement, if both arms have it. */
    public Optional<OfFigure> judged(Figure figure) {
      return judged.stream().filter(each -> each.figure == figure).findFirst();
    }
  }

  /**
   * One arm under one workload.
   *
   * @param trials those that count and have their partner, in the order of their pairs
   * @param planned requests of these trials
   * @param right of these, answered as expected
   * @param failures the others, by kind
   */
  public record OfArm(
      Arm arm, List<Trial> trials, long planned, long right, Map<String, Long> failures) {
    /** Copies. */
    public OfArm {
      trials = List.copyOf(trials);
      failures = Map.copyOf(failures);
    }

    /** How much of it was answered as expected, 0..1; 1 of nothing. */
    public double rightShare() {
      return planned == 0 ? 1 : (double) right / planned;
    }

    private String wrongInWords() {
      return Quantity.percent(1 - rightShare());
    }

    /** A figure of each trial. */
    public double[] values(Figure figure) {
      return trials.stream().mapToDouble(trial -> trial.figure(figure)).toArray();
    }
  }

  /**
   * One figure of both arms.
   *
   * @param first its mean over trials, with an interval where there are enough
   * @param judgement of the ratio second ÷ first
   */
  public record OfFigure(Figure figure, Mean first, Mean second, Judgement judgement) {}

  /** A mean over trials; the interval is empty where there are too few. */
  public record Mean(double value, Optional<Interval> interval) {}

  /** Judges what there is, complete or not. */
  public static Findings of(Plan plan, List<Trial> trials) {
    var judge = new Judge(plan.band(), CONFIDENCE, plan.workloads().size(), plan.seed(), RESAMPLES);
    var workloads = new ArrayList<OfWorkload>();
    for (Workload workload : plan.workloads()) {
      var firsts = new ArrayList<Trial>();
      var seconds = new ArrayList<Trial>();
      for (int pair = 0; pair < plan.trials(); pair++) {
        Optional<Trial> first = counted(trials, workload, plan.first(), pair);
        Optional<Trial> second = counted(trials, workload, plan.second(), pair);
        if (first.isPresent() && second.isPresent()) {
          firsts.add(first.get());
          seconds.add(second.get());
        }
      }
      OfArm first = arm(plan.first(), firsts);
      OfArm second = arm(plan.second(), seconds);
      var found = new OfWorkload(workload, first, second, List.of(), Optional.empty());
      workloads.add(judged(judge, found.with(PutOff.of(judge, found, plan.quick()))));
    }
    return new Findings(plan, trials, workloads);
  }

  /** The trial of this place that counts; the last one, should there be several. */
  private static Optional<Trial> counted(List<Trial> trials, Workload workload, Arm arm, int pair) {
    return trials.stream()
        .filter(trial -> trial.counts() && trial.pair() == pair)
        .filter(trial -> trial.workload().equals(workload.name()))
        .filter(trial -> trial.arm().equals(arm.name()))
        .reduce((_, later) -> later);
  }

  private static OfArm arm(Arm arm, List<Trial> trials) {
    long planned = 0;
    long right = 0;
    var failures = new TreeMap<String, Long>();
    for (Trial trial : trials) {
      var load = trial.load();
      if (load != null) {
        planned += load.planned();
        right += load.right();
        load.failures().forEach((kind, count) -> failures.merge(kind, count, Long::sum));
      }
    }
    return new OfArm(arm, trials, planned, right, failures);
  }

  private static OfWorkload judged(Judge judge, OfWorkload found) {
    var judged = new ArrayList<OfFigure>();
    for (Figure figure : Figure.values()) {
      double[] a = found.first.values(figure);
      double[] b = found.second.values(figure);
      if (a.length > 0 && allKnown(a) && allKnown(b)) {
        Judgement upheld = upheld(judge.judge(a, b), figure, found);
        Judgement judgement = weakened(upheld, figure, found, judge.band());
        judged.add(new OfFigure(figure, mean(judge, a), mean(judge, b), judgement));
      }
    }
    return new OfWorkload(found.workload, found.first, found.second, judged, found.putOff);
  }

  /** What may be said of it in view of what was put off. */
  static Judgement upheld(Judgement judgement, Figure figure, OfWorkload found) {
    return found.putOff.map(seen -> seen.upheld(figure, judgement)).orElse(judgement);
  }

  /** What may be said of it in view of what was answered and of how many processes there were. */
  static Judgement weakened(Judgement judgement, Figure figure, OfWorkload found, double band) {
    Optional<String> wrong = found.answeredWrong();
    if (wrong.isPresent() && figure != Figure.GOODPUT) {
      return new Judgement(judgement.ratio(), new Verdict.None(wrong.get()), judgement.blocks());
    }
    if (found.arms().stream().noneMatch(arm -> arm.arm instanceof Arm.Visited)) {
      return judgement;
    }
    if (OF_ONE_PROCESS.contains(figure)) {
      return new Judgement(judgement.ratio(), new Verdict.None(ONE_SAMPLE), judgement.blocks());
    }
    return judgement.verdict() instanceof Verdict.Inconclusive
        ? new Judgement(
            judgement.ratio(), new Verdict.Inconclusive(OptionalInt.empty()), judgement.blocks())
        : judgement.ofOneProcess(band);
  }

  private static boolean allKnown(double[] values) {
    for (double value : values) {
      if (Double.isNaN(value)) {
        return false;
      }
    }
    return true;
  }

  private static Mean mean(Judge judge, double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return new Mean(sum / values.length, judge.mean(values));
  }

  /** Trials that do not count. */
  public List<Trial> voided() {
    return trials.stream().filter(trial -> !trial.counts()).toList();
  }

  /** Whether every trial that was asked for has been run and counts. */
  public boolean complete() {
    return workloads.stream().allMatch(workload -> workload.first.trials.size() == plan.trials());
  }
}
