using Kotwal.Events.Formats.Text;

namespace Kotwal.Events.Tests.Formats.Text;

public sealed class TextFormatTests : FormatContract
{
    private protected override IEventFormat Format { get; } = new TextFormat();

    private protected override string Samples => "Text/text.log";

    private protected override int LeastScore => 1;
}
