package duet.helidon;

import io.helidon.common.GenericType;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.mapper.Value;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A field of which Helidon sees one form and another is written.
 *
 * <p>Helidon 4.5.0 writes US-ASCII, though a value a client has sent may have other bytes. In a
 * head without content it takes a {@code Transfer-Encoding} of {@code chunked} for a reason to send
 * a chunk, and adds a {@code Content-Length} of 0 where there is none, which would be wrong for a
 * 304 and a HEAD (RFC 9110 §8.6).
 *
 * @param seen by Helidon
 * @param line what is written, with its CRLF; empty for a field that is left out
 */
@SuppressWarnings("ArrayRecordComponent") // fields are sent, never compared
record Verbatim(Header seen, byte[] line) implements Header {

  /** The field with a value that is written as the bytes it came as. */
  static Verbatim of(HeaderName name, String value) {
    String line = name.defaultCase() + ": " + value + "\r\n";
    return new Verbatim(
        HeaderValues.createCached(name, value), line.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void writeHttp1Header(BufferData buffer) {
    buffer.write(line);
  }

  @Override
  public String name() {
    return seen.name();
  }

  @Override
  public HeaderName headerName() {
    return seen.headerName();
  }

  @Override
  public String get() {
    return seen.get();
  }

  @Override
  public List<String> allValues() {
    return seen.allValues();
  }

  @Override
  public int valueCount() {
    return seen.valueCount();
  }

  @Override
  public boolean sensitive() {
    return seen.sensitive();
  }

  @Override
  public boolean changing() {
    return seen.changing();
  }

  @Override
  public <N> Value<N> as(Class<N> type) {
    return seen.as(type);
  }

  @Override
  public <N> Value<N> as(GenericType<N> type) {
    return seen.as(type);
  }

  @Override
  public <N> Value<N> as(Function<? super String, ? extends N> mapper) {
    return seen.as(mapper);
  }

  @Override
  public Optional<String> asOptional() {
    return seen.asOptional();
  }

  @Override
  public Value<Boolean> asBoolean() {
    return seen.asBoolean();
  }

  @Override
  public Value<String> asString() {
    return seen.asString();
  }

  @Override
  public Value<Integer> asInt() {
    return seen.asInt();
  }

  @Override
  public Value<Long> asLong() {
    return seen.asLong();
  }

  @Override
  public Value<Double> asDouble() {
    return seen.asDouble();
  }
}
