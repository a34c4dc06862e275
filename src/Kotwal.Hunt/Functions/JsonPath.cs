using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Kotwal.Hunt.Functions;

/// <summary>The part of JSONPath (RFC 9535) that names one member: names and places.</summary>
internal static partial class JsonPath
{
    private const int MaxKeys = 32;

    /// <summary>Names (string) and places (long) from the outermost to the innermost; null where the path is another.</summary>
    public static ImmutableArray<object>? TryRead(string path)
    {
        if (!path.StartsWith('$'))
        {
            return null;
        }

        var keys = ImmutableArray.CreateBuilder<object>();
        var place = 1;
        while (place < path.Length && keys.Count < MaxKeys && Key().Match(path, place) is { Success: true } found)
        {
            keys.Add(found.Groups["place"] is { Success: true, Value: var digits }
                ? long.Parse(digits, CultureInfo.InvariantCulture)
                : found.Groups["name"].Value);
            place += found.Length;
        }

        return place == path.Length ? keys.ToImmutable() : null;
    }

    [GeneratedRegex("""\G(?:\.(?<name>[^.\[\]'"]+)|\['(?<name>[^']*)'\]|\["(?<name>[^"]*)"\]|\[(?<place>-?[0-9]{1,9})\])""")]
    private static partial Regex Key();
}
