namespace Kotwal.Events.Formats.Text;

/// <summary>Any line. All of it is the message; a time at its beginning is its time.</summary>
internal sealed class TextFormat : IEventFormat
{
    public string Name => "text";

    public int Score(ReadOnlySpan<byte> payload) => 1;

    public IEventReader CreateReader() => new TextReader();
}
