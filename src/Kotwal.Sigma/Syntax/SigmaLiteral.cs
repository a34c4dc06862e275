namespace Kotwal.Sigma.Syntax;

/// <summary>A value of a rule as it is written, before any modifier.</summary>
/// <param name="At">Where the value begins.</param>
public abstract record SigmaLiteral(SourcePosition At);

/// <summary>A text. What <c>*</c>, <c>?</c> and the backslash mean in it depends on the modifiers.</summary>
public sealed record SigmaText(string Text, SourcePosition At) : SigmaLiteral(At)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A number without quotes.</summary>
/// <param name="Text">The number as it is written.</param>
/// <param name="Canonical">The number in decimal, for example <c>16</c> for <c>0x10</c>.</param>
/// <param name="At">Where the value begins.</param>
public sealed record SigmaNumber(string Text, string Canonical, SourcePosition At) : SigmaLiteral(At)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary><c>true</c> or <c>false</c> without quotes.</summary>
public sealed record SigmaBoolean(bool Value, SourcePosition At) : SigmaLiteral(At)
{
    /// <inheritdoc/>
    public override string ToString() => Value ? "true" : "false";
}

/// <summary><c>null</c>: the field is absent, or present and null.</summary>
public sealed record SigmaNull(SourcePosition At) : SigmaLiteral(At)
{
    /// <inheritdoc/>
    public override string ToString() => "null";
}
