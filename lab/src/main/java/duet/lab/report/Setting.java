package duet.lab.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was known before the first trial: where the comparison ran, what of, and that the arms keep
 * one contract. What {@code setting.json} holds.
 *
 * @param duet its version
 * @param commit of the tree, with <i>changed</i> behind it if it had been
 * @param jdk version and vendor
 * @param system kernel
 * @param processor model
 * @param processors how many
 * @param memoryBytes of the machine
 * @param cautions what a reader must know to weigh the figures: what could not be pinned, what is
 *     shared
 * @param machine findings of the look at the machine, a line each
 * @param contract for each arm, what the suite's quick part found
 * @param parity what both arms have in common and what they do not, a line each
 * @param expected by workload, what was taken for a right answer
 */
public record Setting(
    String duet,
    String commit,
    String jdk,
    String system,
    String processor,
    int processors,
    long memoryBytes,
    List<String> cautions,
    List<String> machine,
    Map<String, String> contract,
    List<String> parity,
    Map<String, String> expected) {
  /** Copies. */
  public Setting {
    cautions = List.copyOf(cautions);
    machine = List.copyOf(machine);
    contract = Map.copyOf(contract);
    parity = List.copyOf(parity);
    expected = Map.copyOf(expected);
  }

  /** The same without what no page should print. */
  Setting printable() {
    return new Setting(
        Words.printable(duet),
        Words.printable(commit),
        Words.printable(jdk),
        Words.printable(system),
        Words.printable(processor),
        processors,
        memoryBytes,
        printable(cautions),
        printable(machine),
        printable(contract),
        printable(parity),
        printable(expected));
  }

  private static List<String> printable(List<String> lines) {
    return lines.stream().map(Words::printable).toList();
  }

  private static Map<String, String> printable(Map<String, String> byName) {
    return byName.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> Words.printable(it.getValue())));
  }
}
