package duet.lab.report;

/**
 * Where one arm spent its CPU time, drawn by a profiler in a run of its own.
 *
 * @param arm its name
 * @param workload its name
 * @param html a document that needs no other; shown in a frame that may run its scripts and reach
 *     nothing else
 */
public record Flame(String arm, String workload, String html) {
  /**
   * The document as the value of an attribute in double quotes: jte leaves out what srcdoc holds.
   */
  String srcdoc() {
    return html.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }
}
