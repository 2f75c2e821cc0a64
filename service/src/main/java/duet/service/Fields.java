package duet.service;

import java.util.List;

/** A request's fields as the rules of {@link FieldSection} look at them. */
public interface Fields {

  /** The fields there are rules for. */
  enum Name {
    CONTENT_ENCODING("Content-Encoding"),
    CONTENT_LENGTH("Content-Length"),
    CONTENT_TYPE("Content-Type"),
    EXPECT("Expect"),
    HOST("Host"),
    TRANSFER_ENCODING("Transfer-Encoding");

    private final String text;

    Name(String text) {
      this.text = text;
    }

    /** As RFC 9110 spells it; names are the same in any case. */
    public String text() {
      return text;
    }
  }

  /** How many lines have this name. */
  int count(Name name);

  /** The value of the first line of this name, of which there is one. */
  String first(Name name);

  /** The values of all lines of this name. */
  List<String> all(Name name);
}
