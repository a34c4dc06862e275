using System.Globalization;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Writing;

/// <summary>Writes the section <c>correlation</c>.</summary>
internal static class CorrelationWriter
{
    public static void Write(YamlLines lines, SigmaCorrelation correlation) => lines.Below("correlation", () =>
    {
        lines.Entry("type", CorrelationReader.NameOf(correlation.Type));
        lines.Texts("rules", correlation.Rules);
        lines.Texts("group-by", correlation.GroupBy);
        lines.Entry("timespan", TimespanOf(correlation.Timespan));
        if (!correlation.Bounds.IsEmpty || !correlation.ValueFields.IsEmpty)
        {
            lines.Below("condition", () => WriteCondition(lines, correlation));
        }

        if (!correlation.Aliases.IsEmpty)
        {
            lines.Below("aliases", () => WriteAliases(lines, correlation));
        }

        if (correlation.Generate)
        {
            lines.Entry("generate", "true");
        }
    });

    /// <summary>In the largest unit that divides it.</summary>
    private static string TimespanOf(TimeSpan timespan)
    {
        var (unit, letter) = true switch
        {
            _ when timespan.Ticks % TimeSpan.TicksPerDay == 0 => (TimeSpan.TicksPerDay, "d"),
            _ when timespan.Ticks % TimeSpan.TicksPerHour == 0 => (TimeSpan.TicksPerHour, "h"),
            _ when timespan.Ticks % TimeSpan.TicksPerMinute == 0 => (TimeSpan.TicksPerMinute, "m"),
            _ => (TimeSpan.TicksPerSecond, "s"),
        };
        return (timespan.Ticks / unit).ToString(CultureInfo.InvariantCulture) + letter;
    }

    private static void WriteCondition(YamlLines lines, SigmaCorrelation correlation)
    {
        if (correlation.ValueFields is [var field])
        {
            lines.Text("field", field);
        }
        else
        {
            lines.Texts("field", correlation.ValueFields);
        }

        if (correlation.Percentile is { } percentile)
        {
            lines.Entry("percentile", percentile.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var bound in correlation.Bounds)
        {
            lines.Entry(bound.Operator.ToString().ToLowerInvariant(), bound.Value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteAliases(YamlLines lines, SigmaCorrelation correlation)
    {
        foreach (var alias in correlation.Aliases.GroupBy(alias => alias.Name, StringComparer.Ordinal))
        {
            lines.Below(alias.Key, () =>
            {
                foreach (var (_, rule, field) in alias)
                {
                    lines.Text(rule, field);
                }
            });
        }
    }
}
