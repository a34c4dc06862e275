namespace Kotwal.Hunt;

/// <summary>Why a text is no hunt. Bad input is ordinary here, so it is a value and no exception.</summary>
/// <param name="Position">Zero-based offset in the text, in characters (UTF-16), of what is wrong; the text's length for its end.</param>
/// <param name="Length">Characters that are wrong; zero where something is missing.</param>
/// <param name="Line">One-based line of the position.</param>
/// <param name="Column">One-based column of the position, in characters.</param>
/// <param name="Message">What was expected there, with the nearest name where a name is unknown. A sentence for a person.</param>
public sealed record HuntError(int Position, int Length, int Line, int Column, string Message)
{
    /// <summary>The error at a place, held inside the text; its line and column are counted here.</summary>
    internal static HuntError In(string text, int position, int length, string message)
    {
        var before = text.AsSpan(0, Math.Min(position, text.Length));
        var held = Math.Min(length, text.Length - before.Length);
        var line = before.Count('\n') + 1;
        var column = before.Length - before.LastIndexOf('\n');
        return new HuntError(before.Length, held, line, column, message);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}: {Message}";
}
