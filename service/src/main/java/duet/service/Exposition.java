package duet.service;

import java.math.BigDecimal;

/** A text in Prometheus' exposition format, version 0.0.4. Used by one thread. */
final class Exposition {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder(8192);

  /** Begins a metric; its samples follow. */
  void metric(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /** A metric with one sample, a whole number. */
  void metric(String name, String type, String help, long value) {
    metric(name, type, help);
    sample(name, "", value);
  }

  /** A metric with one sample. */
  void metric(String name, String type, String help, double value) {
    metric(name, type, help);
    sample(name, "", value);
  }

  /**
   * One sample, a whole number.
   *
   * @param labels as {@link #label} makes them, separated by commas; empty for none
   */
  void sample(String name, String labels, long value) {
    sample(name, labels, Long.toString(value));
  }

  /** One sample; written without an exponent. */
  void sample(String name, String labels, double value) {
    sample(name, labels, BigDecimal.valueOf(value).toPlainString());
  }

  private void sample(String name, String labels, String value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
  }

  /** A label with its value escaped. */
  static String label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
