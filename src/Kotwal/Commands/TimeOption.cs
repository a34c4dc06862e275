using System.CommandLine;
using System.Globalization;
using Kotwal.Inputs;

namespace Kotwal.Commands;

/// <summary>Options that say a point in time: RFC 3339, or a day or time without a zone, which is UTC.</summary>
internal static class TimeOption
{
    public static Option<string?> Create(string name, string description) => new(name) { Description = description + " 2026-11-23, 2026-11-23T10:00:00Z or with another zone; UTC where none is said." };

    public static DateTimeOffset? Read(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) => time,
        var text => throw new BadInputException($"{option.Name} '{text}' is no point in time."),
    };
}
