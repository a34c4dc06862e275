namespace Kotwal.Hunt.Syntax;

/// <summary>A stretch of the hunt's text, in characters.</summary>
internal readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;

    public TextSpan To(TextSpan last) => new(Start, last.End - Start);
}
