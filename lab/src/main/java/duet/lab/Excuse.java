package duet.lab;

import duet.lab.plan.Arm;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which differences between two arms of ours somebody asked for: a commit may differ in all it
 * says, a flag in the setting that it names, an option of the JVM in what a JVM says of itself.
 */
final class Excuse {
  /** What options of a JVM show in, as {@code /settings} names it. */
  private static final Set<String> OF_A_JVM = Set.of("jvmArguments", "maxHeapBytes", "collectors");

  private static final String PROCESSORS = "-XX:ActiveProcessorCount=";

  private final boolean otherCommit;
  private final Set<String> names = new HashSet<>();

  Excuse(Arm.Ours first, Arm.Ours second) {
    otherCommit = !first.commit().isEmpty() || !second.commit().isEmpty();
    for (Arm.Ours arm : new Arm.Ours[] {first, second}) {
      arm.flags().forEach(flag -> names.add(word(flag)));
      if (!arm.jvmOptions().isEmpty()) {
        names.addAll(OF_A_JVM);
      }
      if (arm.jvmOptions().stream().anyMatch(option -> option.startsWith(PROCESSORS))) {
        names.add("processors");
      }
    }
  }

  /** {@code tcpNoDelay} of {@code --tcp-no-delay=false}. */
  private static String word(String flag) {
    var word = new StringBuilder();
    for (String part :
        flag.replaceFirst("^--", "")
            .replaceFirst("=.*$", "")
            .toLowerCase(Locale.ROOT)
            .split("-", -1)) {
      word.append(
          word.isEmpty() || part.isEmpty()
              ? part
              : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    return word.toString();
  }

  /**
   * Whether a difference was asked for.
   *
   * @param line {@code NAME: …}, as the parity check prints it
   */
  boolean covers(String line) {
    return otherCommit || names.contains(line.replaceFirst(":.*$", ""));
  }

  /** How a caution about such a difference begins. */
  String inWords() {
    return otherCommit ? "the arms differ, as commits may: " : "the arms differ as asked for: ";
  }
}
