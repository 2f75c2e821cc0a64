package duet.contract.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Chance, the same for the same seed and index on any machine and in any order. Used by one thread.
 */
final class Dice {
  private final SplittableRandom random;

  /**
   * @param seed of the run
   * @param index of the conversation
   */
  Dice(long seed, long index) {
    this.random = new SplittableRandom(mixed(mixed(seed) ^ index));
  }

  /** A bijection under which neighbours have nothing in common (the finalizer of SplitMix64). */
  static long mixed(long number) {
    long z = number + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** From 0 to below {@code bound}, each as likely; {@code bound} must be &gt; 0. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** From {@code least} to {@code most}, each as likely. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** True in so many of a hundred. */
  boolean percent(int chances) {
    return random.nextInt(100) < chances;
  }

  /** 1 and more: each next one half as likely, {@code most} at most. */
  int few(int most) {
    int count = 1;
    while (count < most && random.nextBoolean()) {
      count++;
    }
    return count;
  }

  String of(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Any octet. */
  char octet() {
    return (char) random.nextInt(256);
  }
}
