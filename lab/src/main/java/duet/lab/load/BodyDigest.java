package duet.lab.load;

import java.util.zip.CRC32C;

/**
 * A sum over the bytes of a body that shows whether it is the one expected, however it came in
 * pieces. Allocates nothing; one thread.
 */
public abstract sealed class BodyDigest {
  private BodyDigest() {}

  /** What a body's bytes are held against. */
  public enum Kind {
    /** Every byte. */
    EXACT,
    /**
     * Every byte, but a run of digits counts as one: what a database answers, for instance, whose
     * numbers are random.
     */
    DIGITS_MASKED,
    /** Nothing: bodies that differ otherwise too. */
    NONE
  }

  /** A new digest. */
  public static BodyDigest of(Kind kind) {
    return switch (kind) {
      case EXACT -> new Exact();
      case DIGITS_MASKED -> new DigitsMasked();
      case NONE -> new None();
    };
  }

  /** Begins a new body. */
  public abstract void reset();

  /** The body goes on with these bytes. */
  public abstract void update(byte[] bytes, int offset, int length);

  /** The sum over the body so far. */
  public abstract long value();

  private static final class Exact extends BodyDigest {
    private final CRC32C crc = new CRC32C();

    @Override
    public void reset() {
      crc.reset();
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      crc.update(bytes, offset, length);
    }

    @Override
    public long value() {
      return crc.getValue();
    }
  }

  /** FNV-1a, 64 bits (Fowler, Noll, Vo; RFC 9923), over the masked bytes. */
  private static final class DigitsMasked extends BodyDigest {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long hash = BASIS;
    private boolean withinDigits;

    @Override
    public void reset() {
      hash = BASIS;
      withinDigits = false;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        byte b = bytes[i];
        boolean isDigit = '0' <= b && b <= '9';
        if (!isDigit || !withinDigits) {
          hash = (hash ^ (isDigit ? '0' : b & 0xff)) * PRIME;
        }
        withinDigits = isDigit;
      }
    }

    @Override
    public long value() {
      return hash;
    }
  }

  private static final class None extends BodyDigest {
    @Override
    public void reset() {
      // no state
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      // every body is taken
    }

    @Override
    public long value() {
      return 0;
    }
  }
}
