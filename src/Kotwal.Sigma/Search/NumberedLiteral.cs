namespace Kotwal.Sigma.Search;

/// <summary>A text without case, and the number that is given when it is found.</summary>
internal readonly record struct NumberedLiteral(byte[] Bytes, int Number);
