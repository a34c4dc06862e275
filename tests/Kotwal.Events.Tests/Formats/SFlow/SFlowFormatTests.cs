using Kotwal.Events.Formats.SFlow;

namespace Kotwal.Events.Tests.Formats.SFlow;

public sealed class SFlowFormatTests : FormatContract
{
    private protected override IEventFormat Format { get; } = new SFlowFormat();

    private protected override string Samples => "SFlow/sflow.hex";

    private protected override byte[] BytesOf(string line) => Convert.FromHexString(line);
}
