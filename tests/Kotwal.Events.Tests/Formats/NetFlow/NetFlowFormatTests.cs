using Kotwal.Events.Formats.NetFlow;

namespace Kotwal.Events.Tests.Formats.NetFlow;

public sealed class NetFlowFormatTests : FormatContract
{
    private protected override IEventFormat Format { get; } = new NetFlowFormat();

    private protected override string Samples => "NetFlow/netflow.hex";

    private protected override byte[] BytesOf(string line) => Convert.FromHexString(line);
}
