package duet.lab.trust;

/** A program that calls a method ten times. */
public final class Tiny {
  private Tiny() {}

  /** Prints the sum of ten squares. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += square(i);
    }
    System.out.println("sum " + sum);
  }

  private static int square(int i) {
    return i < 0 ? -i * -i : i * i;
  }
}
