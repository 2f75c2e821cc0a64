package duet.lab.report;

import duet.lab.sample.Trial;

/** What became of a trial. */
enum Standing {
  COUNTED("counts", "counted"),
  VOID("void", "void"),
  /**
   * It holds for itself, and there is no counted trial of the other arm beside it, or a later one.
   */
  LEFT_OUT("left out: without its partner, or run again", "leftOut");

  private final String words;
  private final String key;

  Standing(String words, String key) {
    this.words = words;
    this.key = key;
  }

  String words() {
    return words;
  }

  /** The name in files. */
  String key() {
    return key;
  }

  static Standing of(Trial trial, Findings findings) {
    if (!trial.counts()) {
      return VOID;
    }
    boolean counted =
        findings.workloads().stream()
            .flatMap(workload -> workload.arms().stream())
            .anyMatch(arm -> arm.trials().contains(trial));
    return counted ? COUNTED : LEFT_OUT;
  }
}
