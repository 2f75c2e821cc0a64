package duet.contract;

/**
 * The whole contract. A server's test class implements this, says where its server listens, and is
 * checked:
 *
 * <pre>{@code
 * class MyContractTest implements HttpContract {
 *   @Override
 *   public URI base() {
 *     return URI.create("http://127.0.0.1:" + server.port());
 *   }
 * }
 * }</pre>
 *
 * A server that keeps only a part of it implements that part's interface.
 */
public interface HttpContract
    extends RootContract,
        FramingContract,
        VersionContract,
        SegmentContract,
        EchoContract,
        MethodContract,
        ErrorContract,
        LimitContract,
        RouteContract,
        HalfCloseContract,
        HostContract,
        TargetContract,
        FieldContract,
        TransferContract,
        ChunkContract,
        DatabaseContract,
        ComputeContract,
        CallContract,
        StreamContract,
        RefusalContract {}
