package duet.service;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostFieldTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h",
        "localhost:45000",
        "a-b.c_d~e",
        "xn--bcher-kva.example",
        "a%20b",
        "!$&'()*+;=",
        "127.0.0.1:1",
        "h:65535",
        "h:00001",
        "h:",
        "[::1]:",
        "[::]",
        "[::1]:80",
        "[1:2:3:4:5:6:7:8]",
        "[1:2:3:4:5:6:7::]",
        "[fe80::A:b]",
        "[::ffff:192.0.2.1]",
        "[1:2:3:4:5:6:255.255.255.255]"
      })
  void hostsAndPortsAreLetThrough(String value) {
    assertTrue(HostField.isWellFormed(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "h ",
        "a b",
        "a,b",
        "h:x",
        "h:80x",
        "h:65536",
        "h:000001",
        "h:80:80",
        ":80",
        "u@h",
        "h/",
        "h/path",
        "h?q",
        "h#f",
        "h\\",
        "http://h",
        "\u00e9",
        "h%4",
        "h%zz",
        "[",
        "]",
        "[]",
        "[::1",
        "[::1]x",
        "::1",
        "[:::]",
        "[1::2::3]",
        "[1:2:3:4:5:6:7:8:9]",
        "[1:2:3:4:5:6:7]",
        "[1:2:3:4:5:6:7:8::]",
        "[12345::]",
        "[g::]",
        "[::1%25eth0]",
        "[192.0.2.1::]",
        "[::256.1.1.1]",
        "[::1.1.1]",
        "[::1.1.1.1.]",
        "[1.2.3.4]"
      })
  void anythingElseIsRefused(String value) {
    assertFalse(HostField.isWellFormed(value));
  }
}
