using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.City.People;

/// <summary>Stores a scope as text, one part a line; the empty text is the whole city.</summary>
internal static class ScopeConversion
{
    /// <summary>Longest scope, in characters.</summary>
    internal const int MaxLength = 4096;

    /// <summary>Whether the scope can be stored.</summary>
    internal static bool Fits(IReadOnlyCollection<ScopeKey> scope) => Write([.. scope]).Length <= MaxLength;

    internal static PropertyBuilder<IReadOnlyList<ScopeKey>> HasScopeConversion(this PropertyBuilder<IReadOnlyList<ScopeKey>> property) =>
        property.HasMaxLength(MaxLength).HasConversion(
            scope => Write(scope),
            text => Read(text),
            new ValueComparer<IReadOnlyList<ScopeKey>>((a, b) => Write(a!) == Write(b!), scope => Write(scope).GetHashCode(StringComparison.Ordinal)));

    private static string Write(IReadOnlyList<ScopeKey> scope) => string.Join('\n', scope.Select(key => key.ToString()));

    // A part that cannot be read must not widen what is reached, so it is no part that is left out.
    private static IReadOnlyList<ScopeKey> Read(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            ScopeKey.TryParse(line, out var key) ? key : throw new InvalidDataException($"'{line}' is no part of the city."))];
}
