namespace Kotwal.Hunt;

/// <summary>A hunt as data: what was asked, read from text and checked. Immutable.</summary>
public sealed class HuntQuery
{
    /// <summary>Longest text that is read, in characters.</summary>
    public const int MaxTextLength = 65_536;

    private HuntQuery(string text)
    {
        Text = text;
    }

    /// <summary>The text as it was typed.</summary>
    public string Text { get; }

    /// <summary>Reads a hunt. Never throws: what cannot be read is an error with its place.</summary>
    public static HuntParse Parse(string text) => new(new HuntQuery(text), null);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
