package duet.contract;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The whole contract against any server: {@code mvn -pl contract test
 * -Dcontract.url=http://host:port}.
 */
@EnabledIfSystemProperty(named = "contract.url", matches = "http://.+")
class UrlContractTest implements HttpContract {
  @Override
  public URI base() {
    return URI.create(System.getProperty("contract.url"));
  }
}
