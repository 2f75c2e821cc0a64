package duet.helidon;

import duet.contract.BlockContract;
import duet.contract.StartedServer;

class BlockTest implements BlockContract {

  @Override
  public StartedServer start(String... flags) throws Exception {
    return Started.with(flags);
  }
}
