package duet.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** What a setting's value must be. */
sealed interface Rule {

  /** A whole number in decimal digits, both bounds included. */
  record Whole(int least, int most) implements Rule {}

  /** A port or one of these words. */
  record PortOr(List<String> words) implements Rule {}

  /** One of these words. */
  record OneOf(List<String> words) implements Rule {}

  /** An address to listen on: any text that is not blank. */
  record Host() implements Rule {}

  /** A folder that is there, or one of these words. */
  record FolderOr(List<String> words) implements Rule {}

  /** An address with one of these schemes, or one of these words. */
  record AddressOr(List<String> schemes, List<String> words) implements Rule {}

  /** Whether a value keeps the rule. */
  default boolean allows(String value) {
    return switch (this) {
      case Whole(int least, int most) -> isWhole(value, least, most);
      case PortOr(var words) -> words.contains(value) || isWhole(value, 0, 65_535);
      case OneOf(var words) -> words.contains(value);
      case Host() -> !value.isBlank();
      case FolderOr(var words) -> words.contains(value) || isFolder(value);
      case AddressOr(var schemes, var words) -> words.contains(value) || isAddress(value, schemes);
    };
  }

  /** The rule as the end of a sentence that begins with the setting's name. */
  default String inWords() {
    return switch (this) {
      case Whole(int least, int most) ->
          "must be a whole number from %d to %d".formatted(least, most);
      case PortOr(var words) ->
          "must be a whole number from 0 to 65535 or " + String.join(" or ", words);
      case OneOf(var words) -> "must be " + String.join(" or ", words);
      case Host() -> "must be an address or a name";
      case FolderOr(var words) -> "must be a folder that is there or " + String.join(" or ", words);
      case AddressOr(var schemes, var words) ->
          "must be %s or an address like %s"
              .formatted(
                  String.join(" or ", words),
                  String.join(" or ", schemes.stream().map(s -> s + "://host:port").toList()));
    };
  }

  private static boolean isWhole(String value, int least, int most) {
    if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    try {
      int number = Integer.parseInt(value);
      return least <= number && number <= most;
    } catch (NumberFormatException _) {
      return false; // digits, but more than an int holds
    }
  }

  private static boolean isFolder(String value) {
    try {
      return !value.isBlank() && Files.isDirectory(Path.of(value));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  private static boolean isAddress(String value, List<String> schemes) {
    try {
      var address = new URI(value);
      return address.getScheme() != null
          && schemes.contains(address.getScheme())
          && address.getHost() != null
          && address.getPort() != 0
          && address.getPort() <= 65_535;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
