package duet.helidon;

import duet.service.Fields;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;

/**
 * A request's fields as Helidon has read them; it looks each of them up in an array.
 *
 * @param headers Helidon's
 */
@SuppressWarnings("EnumOrdinal") // what an EnumMap does, without its boxes
record ReadFields(Headers headers) implements Fields {
  private static final HeaderName[] NAMES = {
    HeaderNames.CONTENT_ENCODING,
    HeaderNames.CONTENT_LENGTH,
    HeaderNames.CONTENT_TYPE,
    HeaderNames.EXPECT,
    HeaderNames.HOST,
    HeaderNames.TRANSFER_ENCODING
  };

  @Override
  public int count(Name name) {
    HeaderName header = NAMES[name.ordinal()];
    return headers.contains(header) ? headers.get(header).valueCount() : 0;
  }

  @Override
  public String first(Name name) {
    return headers.get(NAMES[name.ordinal()]).get();
  }

  @Override
  public List<String> all(Name name) {
    return headers.get(NAMES[name.ordinal()]).allValues();
  }
}
