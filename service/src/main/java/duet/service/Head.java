package duet.service;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The head of an answer whose content is no array of bytes. The server adds {@code Connection},
 * {@code Date} and {@code Server} and writes all fields in the order of their names. Immutable.
 *
 * @param status 200..599
 * @param reason the status's phrase as RFC 9110 §15 has it
 * @param fields by name
 */
public record Head(int status, String reason, SortedMap<String, String> fields) {

  public Head {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** A head without fields. */
  public Head(int status, String reason) {
    this(status, reason, Collections.emptySortedMap());
  }

  /** The same with one field more. */
  public Head with(String name, String value) {
    var more = new TreeMap<>(fields);
    more.put(name, value);
    return new Head(status, reason, more);
  }
}
