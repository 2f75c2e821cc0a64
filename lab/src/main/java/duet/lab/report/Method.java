package duet.lab.report;

import duet.lab.load.SelfProof;
import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.plan.Rate;
import duet.lab.stats.Judge;
import java.util.ArrayList;
import java.util.List;

/** How it was done, in plain sentences whose numbers are those the code goes by. */
final class Method {
  private static final double NANOS_PER_MILLI = 1e6;

  private Method() {}

  static List<String> sentences(Plan plan) {
    boolean open = plan.rate() instanceof Rate.Open;
    var judge =
        new Judge(
            plan.band(),
            Findings.CONFIDENCE,
            plan.workloads().size(),
            plan.seed(),
            Findings.RESAMPLES);
    var said = new ArrayList<String>();
    said.add(trial(plan));
    said.add(
        "Trials run in the order A B, B A, A B, … with all workloads in turn, so that what drifts"
            + " on the machine meets both arms alike; two neighbours are a pair. Both servers of a"
            + " pair are started and warmed up, then the generator gives each its turns, A B B A."
            + " Only where answers take so long that turns make no sense"
            + (open ? ", or nearly all connections are under way," : "")
            + " is the whole window measured at once, one arm after the other.");
    said.add(
        "A turn begins once the server has answered a request that counts nowhere, and ends when"
            + " all that was sent in it is answered"
            + (open ? "; while the server stalls at its end, requests go on being planned" : "")
            + ". So a stall that begins in a turn is charged whole, one that begins between turns"
            + " not at all.");
    said.add(
        open
            ? "Requests are sent when they are planned, whatever the server does (open loop), and"
                + " response time counts from the planned send to the last byte of the answer: a"
                + " stall is charged to every request it delays."
            : "Each connection sends its next request once it is answered (closed loop): a server"
                + " that stalls is asked less meanwhile, so response times flatter it and the rate"
                + " is the figure to look at.");
    said.add(
        "CPU time is that of the server process"
            + (visited(plan) ? " (of a visitor’s server: and of its descendants)" : "")
            + ", user and system, read before and after each turn, while there is no load, or as a"
            + " whole window opens and closes; memory and context switches are read just outside"
            + " the window.");
    said.add(
        "“cpu, outside turns” is CPU time between the arm’s turns, “cpu, all” both together. An arm"
            + " that has more of the former than the other, as one has that works on after it has"
            + " answered, is charged with the difference: it is not said to need less, nor as much,"
            + " unless it still does then, and beyond %s of its CPU time and beyond chance it is"
                .formatted(Words.band(PutOff.most(plan.quick())))
            + " said and the arm is not called faster.");
    said.add(
        "CPU time and context switches per request are divided by the answers that the generator"
            + " saw come, allocated bytes by the requests that the arm itself counted between the"
            + " same two looks at it. Wrong answers, time-outs and requests that could not be sent"
            + " keep their time in the response times; failures without any answer are only"
            + " counted, by kind.");
    said.add(
        "An arm that answers less than %s of its requests right is not compared by what it needs or how fast it is: figures keep their numbers and intervals, only right answers per second (goodput) have a verdict."
            .formatted(Words.band(Findings.LEAST_RIGHT)));
    said.add(
        "A ratio is the mean over trials of the second arm ÷ that of the first; its interval is a"
            + " studentized bootstrap of the log ratio that resamples pairs %s times, symmetric in"
                .formatted(Quantity.count(Findings.RESAMPLES))
            + " the log, with the standard error of the delta method (Hall 1988; Davison and"
            + " Hinkley, Bootstrap Methods and their Application, §2.4; Cochran, Sampling"
            + " Techniques, §6.4; classes Judge and BlockRatio), seed %s."
                .formatted(Long.toString(plan.seed())));
    String all = Words.confidence(Findings.CONFIDENCE);
    said.add(
        (plan.workloads().size() == 1
                ? "There is one workload, so each ratio has its interval at " + all
                : "For all workloads to hold together at %s, each ratio has its interval at %s (Bonferroni)"
                    .formatted(all, Words.confidence(judge.confidenceOfEach())))
            + "; means of one arm have theirs at "
            + all
            + " each.");
    said.add(
        "The verdict is read off the interval alone: all of it within [1 ÷ (1 + b), 1 + b] with b ="
            + " %s is equivalent, else wholly on one side of 1 names the arm that needs less, is faster or serves more, else"
                .formatted(Words.band(plan.band()))
            + " it is inconclusive, which is not the same; fewer than %s trials each give no interval, fewer than %s no verdict."
                .formatted(
                    Integer.toString(Judge.INTERVAL_TRIALS),
                    Integer.toString(Judge.VERDICT_TRIALS)));
    said.add(voids(plan));
    said.add(
        "A void pair whose servers still run is measured once more on the same warm processes;"
            + " everything else that is void is run again with fresh ones. What is void is shown and"
            + " counts nowhere. How many trials more would decide is an estimate for planning, and"
            + " to go on adding trials until a verdict pleases errs more often than the confidence"
            + " says.");
    return said;
  }

  private static String trial(Plan plan) {
    String warm =
        plan.quick()
            ? "warmed up for a few bursts of load, however its CPU time per request still moves"
                + " (--quick)"
            : "warmed up until its CPU time per request is steady or a number of bursts is over (a"
                + " warm-up that ended before it was steady is noted at the trial)";
    return "One trial is one fresh server process, "
        + warm
        + ", then measured: one trial is one sample, however many requests it answers."
        + (visited(plan)
            ? " A visited server is not started anew: all its trials are of one process, whose"
                + " luck no interval shows, so a difference is named only if the whole interval"
                + " lies beyond the band."
            : "");
  }

  private static boolean visited(Plan plan) {
    return plan.arms().stream().anyMatch(Arm.Visited.class::isInstance);
  }

  private static String voids(Plan plan) {
    boolean open = plan.rate() instanceof Rate.Open;
    String always =
        "the generator did nothing at all for more than %s ms or was busy for more than %s of the window, its count of requests under way"
                .formatted(
                    Quantity.of(SelfProof.MAX_LAG_NANOS / NANOS_PER_MILLI),
                    Words.band(open ? SelfProof.BUSY_SHARE : SelfProof.CLOSED_BUSY_SHARE))
            + " differs from Little’s law by more than %s and one request, a request is not accounted for, it had no local port left for a connection, the server’s JIT compilers took more than %s of its CPU time and more than some steps of their clock (it was not warm), its processes are not as many after the window as before it or one’s CPU time went lost, CPU time of a whole window was read late, a process ended, or the trial beside it is void"
                .formatted(Words.band(SelfProof.LITTLE), Words.band(plan.mostCompiling()));
    return "A trial is void if "
        + (open
            ? "one request in a hundred was sent %s ms late or more, any more than %s ms, the generator’s thread had its processor for less than %s, the number of requests misses what was offered by more than %s (Poisson arrivals: four standard deviations), "
                .formatted(
                    Quantity.of(SelfProof.P99_LAG_NANOS / NANOS_PER_MILLI),
                    Quantity.of(SelfProof.MAX_LAG_NANOS / NANOS_PER_MILLI),
                    Words.band(SelfProof.CPU_SHARE),
                    Words.band(SelfProof.OFFERED))
            : "")
        + always
        + ".";
  }
}
