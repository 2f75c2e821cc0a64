package duet.lab.sample;

/** What a finding means for figures that are measured under it. */
public enum Grade {
  GOOD,
  /** Figures can be had, but someone may rightly doubt them. */
  DOUBTFUL,
  /** Figures would say nothing. */
  UNUSABLE
}
