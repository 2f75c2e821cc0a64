package duet.service;

/** Classes of octets that RFC 9110 and RFC 3986 name. */
final class Octet {
  private static final int TOKEN = 1;
  private static final int PATH = 2;
  private static final int QUERY = 4;
  private static final int HOST = 8;

  private static final String DIGITS = "0123456789";
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String UNRESERVED = DIGITS + LETTERS + "-._~";
  private static final String SUB_DELIMITERS = "!$&'()*+,;=";

  private static final byte[] CLASSES = new byte[256];

  static {
    mark(DIGITS + LETTERS + "!#$%&'*+-.^_`|~", TOKEN);
    mark(UNRESERVED + SUB_DELIMITERS + ":@/", PATH);
    // Browsers leave the last seven as they are in a query (WHATWG's URL), though RFC 3986 does
    // not.
    mark(UNRESERVED + SUB_DELIMITERS + ":@/?" + "[]{}|^`", QUERY);
    // A comma is what two Host fields look like once somebody has joined them.
    mark(UNRESERVED + SUB_DELIMITERS.replace(",", ""), HOST);
  }

  private Octet() {}

  /** {@code tchar}, of which methods and field names are made (RFC 9110 §5.6.2). */
  static boolean isToken(int octet) {
    return is(octet, TOKEN);
  }

  /** What may stand in a path, the percent sign of an encoded octet aside (RFC 3986 §3.3). */
  static boolean isPath(int octet) {
    return is(octet, PATH);
  }

  /** The same for a query (RFC 3986 §3.4). */
  static boolean isQuery(int octet) {
    return is(octet, QUERY);
  }

  /** The same for a registered name (RFC 3986 §3.2.2). */
  static boolean isHost(int octet) {
    return is(octet, HOST);
  }

  static boolean isDigit(int octet) {
    return octet >= '0' && octet <= '9';
  }

  /** Any but controls; tab is none here (RFC 9110 §5.5). */
  static boolean isText(byte octet) {
    return octet < 0 || (octet >= ' ' && octet != 0x7F) || octet == '\t';
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hex(int octet) {
    if (isDigit(octet)) {
      return octet - '0';
    }
    int lower = octet | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** Blanks of RFC 9110 §5.6.3. */
  static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  private static boolean is(int octet, int octetClass) {
    return octet >= 0 && octet < CLASSES.length && (CLASSES[octet] & octetClass) != 0;
  }

  private static void mark(String octets, int octetClass) {
    for (int i = 0; i < octets.length(); i++) {
      CLASSES[octets.charAt(i)] |= (byte) octetClass;
    }
  }
}
