using Kotwal.Hunt;

namespace Kotwal.Watch.Events;

/// <summary>A text with the place that is wrong in it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Error">What is wrong, and where.</param>
internal sealed record MarkedText(string Text, HuntError Error)
{
    private const string Here = "▲";

    public string Before => Text[..Start];

    public string Marked => Length > 0 ? Text.Substring(Start, Length) : Here;

    public string After => Text[(Start + Length)..];

    /// <summary>The text with something else at the place.</summary>
    public string With(string name) => Before + name + After;

    private int Start => Math.Clamp(Error.Position, 0, Text.Length);

    private int Length => Math.Clamp(Error.Length, 0, Text.Length - Start);
}
