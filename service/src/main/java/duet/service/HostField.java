package duet.service;

/**
 * The rule for the value of {@code Host} and the authority of a target: {@code uri-host [ ":" port
 * ]}, the host not empty (RFC 9110 §4.2.1, §7.2), with neither user information nor a path.
 */
final class HostField {
  private static final int GREATEST_PORT = 65_535;
  private static final int IPV6_GROUPS = 8;

  private HostField() {}

  static boolean isWellFormed(String value) {
    int hostEnd = value.startsWith("[") ? literalEnd(value) : nameEnd(value);
    return hostEnd > 0
        && (hostEnd == value.length()
            || (value.charAt(hostEnd) == ':' && isPort(value, hostEnd + 1)));
  }

  /** Where a registered name or an IPv4 address ends. */
  private static int nameEnd(String value) {
    int i = 0;
    while (i < value.length()) {
      char c = value.charAt(i);
      if (c == '%'
          && i + 2 < value.length()
          && Octet.hex(value.charAt(i + 1)) >= 0
          && Octet.hex(value.charAt(i + 2)) >= 0) {
        i += 3;
      } else if (Octet.isHost(c)) {
        i++;
      } else {
        return i;
      }
    }
    return i;
  }

  /** Where {@code [an IPv6 address]} ends, or 0 where it is none. */
  private static int literalEnd(String value) {
    int end = value.indexOf(']');
    return end > 0 && isIpv6(value.substring(1, end)) ? end + 1 : 0;
  }

  private static boolean isIpv6(String address) {
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(address, true) == IPV6_GROUPS;
    }
    int before = groups(address.substring(0, gap), false);
    int after = groups(address.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
  }

  /**
   * How many groups of 16 bits stand here, or -1 where something else does.
   *
   * @param last whether an IPv4 address may end them
   */
  private static int groups(String part, boolean last) {
    if (part.isEmpty()) {
      return 0;
    }
    String[] groups = part.split(":", -1);
    int count = 0;
    for (int i = 0; i < groups.length; i++) {
      if (groups[i].matches("[0-9A-Fa-f]{1,4}")) {
        count++;
      } else if (last && i == groups.length - 1 && isIpv4(groups[i])) {
        count += 2;
      } else {
        return -1;
      }
    }
    return count;
  }

  private static boolean isIpv4(String address) {
    return address.matches("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  }

  /** It may have no digit (RFC 3986 §3.2.3). */
  private static boolean isPort(String value, int from) {
    int port = 0;
    for (int i = from; i < value.length(); i++) {
      if (!Octet.isDigit(value.charAt(i)) || i - from >= 5) {
        return false;
      }
      port = port * 10 + value.charAt(i) - '0';
    }
    return port <= GREATEST_PORT;
  }
}
