using System.Buffers;

namespace Kotwal.Collectors;

/// <summary>What a source may be called: 1 to 64 of lower-case letters, digits, dot, underscore and hyphen.</summary>
internal static class SourceName
{
    public const string Pattern = "^[a-z0-9._-]{1,64}$";
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Names that begin so are of the program's own sources.</summary>
    public const string OwnPrefix = "kotwal-";

    public static bool IsOwn(string name) => name.StartsWith(OwnPrefix, StringComparison.Ordinal);

    public static bool IsValid(string name) => name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(Allowed);
}
