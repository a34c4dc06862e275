namespace Kotwal.Watch.Events;

/// <summary>What stands between two pipes of a hunt.</summary>
/// <param name="Text">The part as it was typed, blanks included.</param>
/// <param name="Place">Zero-based place in the typed text; null when a page put it in.</param>
internal sealed record HuntPart(string Text, int? Place)
{
    // A comment ends with its line.
    private const string Pipe = "\n| ";

    /// <summary>True when the part only leaves events out.</summary>
    public bool Narrows
    {
        get
        {
            var stage = Text.TrimStart();
            return stage.StartsWith("where", StringComparison.Ordinal) && stage.Length > 5 && !char.IsLetter(stage[5]);
        }
    }

    /// <summary>A part that a page puts in.</summary>
    public static HuntPart Of(string text) => new(text, null);

    /// <summary>The parts as one hunt.</summary>
    public static string Join(IEnumerable<HuntPart> parts) => string.Join(Pipe, parts.Select(part => part.Text));

    /// <summary>Where a place in the joined hunt stands in the typed text; null when nobody typed it.</summary>
    public static int? TypedPlace(IEnumerable<HuntPart> parts, int joinedPlace)
    {
        var start = 0;
        foreach (var part in parts)
        {
            if (joinedPlace <= start + part.Text.Length)
            {
                return part.Place + joinedPlace - start;
            }

            start += part.Text.Length + Pipe.Length;
        }

        return null;
    }
}
