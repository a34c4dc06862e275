using Kotwal.Events.Formats.Ipfix;

namespace Kotwal.Events.Tests.Formats.Ipfix;

public sealed class IpfixFormatTests : FormatContract
{
    private protected override IEventFormat Format { get; } = new IpfixFormat();

    private protected override string Samples => "Ipfix/ipfix.hex";

    private protected override byte[] BytesOf(string line) => Convert.FromHexString(line);
}
