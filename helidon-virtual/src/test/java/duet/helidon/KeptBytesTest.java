package duet.helidon;

import duet.contract.KeptBytesContract;
import duet.contract.StartedServer;

class KeptBytesTest implements KeptBytesContract {

  @Override
  public StartedServer start(String... flags) throws Exception {
    return Started.with(flags);
  }
}
