namespace Kotwal.Sigma.Syntax;

/// <summary>A place in a text. Line and column count from one; a column counts UTF-16 units.</summary>
public readonly record struct SourcePosition(int Line, int Column);
