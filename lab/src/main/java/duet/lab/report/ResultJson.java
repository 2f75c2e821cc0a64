package duet.lab.report;

import duet.lab.load.LoadResult;
import duet.lab.plan.Asked;
import duet.lab.plan.Workload;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Interval;
import duet.lab.stats.Judge;
import duet.lab.stats.Verdict;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything the page says as {@code result.json}: enough that another program can do the
 * statistics again. Units stand in the names; what does not exist is {@code null}. The schema is in
 * {@code docs/result-schema.md} and, for programs, in {@code result.schema.json} beside this class.
 */
public final class ResultJson {
  /** Goes up when a field changes its meaning or its name, or is dropped; not when one is added. */
  public static final int VERSION = 2;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 99.999};
  private static final double NANOS_PER_MILLI = 1e6;

  private ResultJson() {}

  /** The whole file, the same in every locale. */
  public static String text(Asked asked, Setting setting, Findings findings) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schema", "duet.comparison").put("version", VERSION);
    root.put("complete", findings.complete());
    root.set("asked", MAPPER.valueToTree(asked));
    root.set("setting", MAPPER.valueToTree(setting));
    judgement(findings, root.putObject("judgement"));
    ArrayNode workloads = root.putArray("workloads");
    for (Findings.OfWorkload found : findings.workloads()) {
      workload(found, workloads.addObject());
    }
    ArrayNode trials = root.putArray("trials");
    for (Trial trial : findings.trials()) {
      trial(trial, Standing.of(trial, findings), trials.addObject());
    }
    return MAPPER.writer().with(printer()).writeValueAsString(root) + "\n";
  }

  private static void judgement(Findings findings, ObjectNode node) {
    int family = findings.workloads().size();
    double band = findings.plan().band();
    long seed = findings.plan().seed();
    var judge = new Judge(band, Findings.CONFIDENCE, family, seed, Findings.RESAMPLES);
    node.put("method", "symmetric studentized bootstrap of the log ratio of means over pairs")
        .put("ratio", "mean of the second arm / mean of the first")
        .put("band", band)
        .put("confidenceOfAllWorkloads", judge.confidence())
        .put("comparisons", family)
        .put("confidenceOfEachRatio", judge.confidenceOfEach())
        .put("confidenceOfMeans", judge.confidence())
        .put("resamples", judge.resamples())
        .put("random", "XoShiRo256++")
        .put("seed", seed)
        .put("leastTrialsForInterval", Judge.INTERVAL_TRIALS)
        .put("leastTrialsForVerdict", Judge.VERDICT_TRIALS);
  }

  private static void workload(Findings.OfWorkload found, ObjectNode node) {
    Workload workload = found.workload();
    node.put("name", workload.name())
        .put("method", workload.method())
        .put("target", workload.target())
        .put("bodyBytes", workload.bodyBytes())
        .put("trialsEach", found.first().trials().size());
    node.put("putOff", found.putOff().map(PutOff::inWords).orElse(null));
    arm(found.first(), node.putObject("first"));
    arm(found.second(), node.putObject("second"));
    ArrayNode figures = node.putArray("figures");
    for (Figure figure : Figure.values()) {
      found.judged(figure).ifPresent(judged -> figure(judged, found, figures.addObject()));
    }
  }

  private static void arm(Findings.OfArm arm, ObjectNode node) {
    node.put("arm", arm.arm().name());
    ArrayNode runs = node.putArray("runs");
    arm.trials().forEach(trial -> runs.add(trial.run()));
    node.put("plannedRequests", arm.planned()).put("rightAnswers", arm.right());
    node.set("failures", MAPPER.valueToTree(arm.failures()));
    Histogram merged = Latency.merged(arm);
    ObjectNode response = node.putObject("responseMillisOfAllRequests");
    response.put("count", merged.getTotalCount());
    for (double percentile : PERCENTILES) {
      finite(
          response,
          "p" + Double.toString(percentile).replaceFirst("\\.0$", "").replace(".", ""),
          merged.getTotalCount() == 0
              ? Double.NaN
              : merged.getValueAtPercentile(percentile) / NANOS_PER_MILLI);
    }
    finite(
        response,
        "max",
        merged.getTotalCount() == 0 ? Double.NaN : merged.getMaxValue() / NANOS_PER_MILLI);
  }

  private static void figure(Findings.OfFigure judged, Findings.OfWorkload found, ObjectNode node) {
    Figure figure = judged.figure();
    node.put("key", figure.key())
        .put("label", figure.label())
        .put("unit", figure.unit())
        .put("lessIsBetter", figure.lessIsBetter());
    mean(judged.first(), found.first().values(figure), node.putObject("first"));
    mean(judged.second(), found.second().values(figure), node.putObject("second"));
    interval("ratio", judged.judgement().ratio(), node);
    node.put("pairs", judged.judgement().blocks());
    verdict(judged, found, node.putObject("verdict"));
  }

  private static void mean(Findings.Mean mean, double[] values, ObjectNode node) {
    node.put("mean", mean.value());
    interval("interval", mean.interval().orElse(null), node);
    ArrayNode inPairOrder = node.putArray("valuesInPairOrder");
    for (double value : values) {
      inPairOrder.add(value);
    }
  }

  private static void interval(String name, @Nullable Interval interval, ObjectNode parent) {
    if (interval == null) {
      parent.putNull(name);
      return;
    }
    parent
        .putObject(name)
        .put("estimate", interval.estimate())
        .put("low", interval.low())
        .put("high", interval.high())
        .put("confidence", interval.confidence());
  }

  private static void verdict(
      Findings.OfFigure judged, Findings.OfWorkload found, ObjectNode node) {
    Verdict verdict = judged.judgement().verdict();
    node.put("kind", key(Forest.kind(judged.figure(), verdict)));
    node.put(
        "words",
        Words.verdict(judged.figure(), verdict, found.first().arm(), found.second().arm()));
    if (verdict instanceof Verdict.Inconclusive(var more)) {
      if (more.isPresent()) {
        node.put("moreTrialsEach", more.getAsInt());
      } else {
        node.putNull("moreTrialsEach");
      }
    }
    if (verdict instanceof Verdict.None(String reason)) {
      node.put("reason", reason);
    }
  }

  private static String key(Forest.Kind kind) {
    return switch (kind) {
      case FIRST -> "firstDoesBetter";
      case SECOND -> "secondDoesBetter";
      case EQUIVALENT -> "equivalent";
      case INCONCLUSIVE -> "inconclusive";
      case NONE -> "none";
    };
  }

  private static void trial(Trial trial, Standing standing, ObjectNode node) {
    node.put("run", trial.run())
        .put("file", Page.file(trial))
        .put("workload", trial.workload())
        .put("arm", trial.arm())
        .put("pair", trial.pair())
        .put("began", trial.began())
        .put("standing", standing.key());
    node.set("faults", MAPPER.valueToTree(trial.faults()));
    node.set("notes", MAPPER.valueToTree(trial.notes()));
    node.set("warmUpCpuMicrosPerRequest", MAPPER.valueToTree(trial.warmUpMicros()));
    ObjectNode figures = node.putObject("figures");
    for (Figure figure : Figure.values()) {
      Optional.ofNullable(trial.figures().get(figure.key()))
          .ifPresent(value -> finite(figures, figure.key(), value));
    }
    LoadResult load = trial.load();
    if (load == null) {
      node.putNull("load");
    } else {
      load(load, node.putObject("load"));
    }
  }

  private static void load(LoadResult load, ObjectNode node) {
    Histogram lag = LoadResult.histogram(load.lag());
    node.put("windowNanos", load.windowNanos())
        .put("turns", load.turns())
        .put("plannedRequests", load.planned())
        .put("rightAnswers", load.right())
        .put("goodAnswers", load.good());
    node.set("failures", MAPPER.valueToTree(load.failures()));
    node.put("answersInWindow", load.answers()).put("receivedBytes", load.receivedBytes());
    node.put("lagP50Nanos", lag.getValueAtPercentile(50))
        .put("lagP99Nanos", lag.getValueAtPercentile(99))
        .put("lagP999Nanos", lag.getValueAtPercentile(99.9))
        .put("lagMaxNanos", lag.getMaxValue());
    finite(node, "busyShare", load.busyShare());
    finite(node, "cpuShare", load.cpuShare());
    finite(node, "meanUnderWay", load.meanUnderWay());
    finite(node, "meanUnderWayByLittle", load.meanUnderWayByLittle());
    node.put("allocatedBytes", load.allocatedBytes()).put("reconnects", load.reconnects());
  }

  /** JSON has no NaN and no Infinity. */
  private static void finite(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  /** The same line ends on every system; numbers of a list stay on one line. */
  private static DefaultPrettyPrinter printer() {
    return new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
  }
}
