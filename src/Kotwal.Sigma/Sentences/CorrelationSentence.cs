using System.Collections.Immutable;
using System.Globalization;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Sentences;

/// <summary>Says what a correlation counts, of which rules' events, by what they are grouped, and within what time.</summary>
internal sealed class CorrelationSentence(SigmaSentenceOptions options)
{
    private readonly ValueList values = new(options);

    public string Of(SigmaCorrelation correlation) =>
        $"{What(correlation)}{Group(correlation)} within {Span(correlation.Timespan)}"
        + (correlation.Generate ? "; the rules alert by themselves too" : "");

    private string What(SigmaCorrelation correlation) => correlation.Type switch
    {
        SigmaCorrelationType.EventCount => $"{Bounds(correlation)} events of {Rules(correlation, "or")}",
        SigmaCorrelationType.ValueCount => $"{Bounds(correlation)} different {Fields(correlation)} in events of {Rules(correlation, "or")}",
        SigmaCorrelationType.Temporal when correlation.Bounds.IsEmpty => $"events of {EachOf(correlation)}{Rules(correlation, "and")}",
        SigmaCorrelationType.Temporal => $"events of {Bounds(correlation)} of {Rules(correlation, "and")}",
        SigmaCorrelationType.TemporalOrdered => $"events of {InOrder(correlation)}, in this order,",
        _ => $"{Metric(correlation)} of {Fields(correlation)} that is {Bounds(correlation)}, over events of {Rules(correlation, "or")}",
    };

    private static string EachOf(SigmaCorrelation correlation) => correlation.Rules.Length > 1 ? "each of " : "";

    // All are needed and the order counts, so none may be left out behind "more".
    private string InOrder(SigmaCorrelation correlation) =>
        new ValueList(options with { MaxValues = int.MaxValue }).Titles(correlation.Rules, "and");

    private string Rules(SigmaCorrelation correlation, string word) => values.Titles(correlation.Rules, word);

    private string Fields(SigmaCorrelation correlation) => correlation.ValueFields switch
    {
        [var only] when correlation.Type == SigmaCorrelationType.ValueCount => $"values of {only}",
        _ when correlation.Type == SigmaCorrelationType.ValueCount => $"combinations of {values.Of(correlation.ValueFields, "and")}",
        _ => values.Of(correlation.ValueFields, "and"),
    };

    private static string Metric(SigmaCorrelation correlation) => correlation.Type switch
    {
        SigmaCorrelationType.ValueSum => "a sum",
        SigmaCorrelationType.ValueAvg => "an average",
        SigmaCorrelationType.ValueMedian => "a median",
        _ => $"a percentile {Number(correlation.Percentile ?? 0)}",
    };

    private static string Bounds(SigmaCorrelation correlation) => string.Join(" and ", correlation.Bounds.Select(bound => bound.Operator switch
    {
        SigmaBoundOperator.Gt => "more than ",
        SigmaBoundOperator.Gte => "at least ",
        SigmaBoundOperator.Lt => "fewer than ",
        SigmaBoundOperator.Lte => "at most ",
        SigmaBoundOperator.Eq => "exactly ",
        _ => "not ",
    } + Number(bound.Value)));

    private string Group(SigmaCorrelation correlation)
    {
        if (correlation.GroupBy.IsEmpty)
        {
            return "";
        }

        var fields = correlation.GroupBy.Select(field =>
        {
            var meant = correlation.Aliases.Where(alias => alias.Name == field).ToImmutableArray();
            return meant.IsEmpty ? field : $"{field} ({string.Join("; ", meant.Select(alias => $"{alias.Field} in {values.Titles([alias.Rule], "")}"))})";
        });
        return $" with the same {new ValueList(options with { MaxValues = int.MaxValue }).Of([.. fields], "and")}";
    }

    private static string Span(TimeSpan span)
    {
        var (count, unit) = span.Ticks % TimeSpan.TicksPerDay == 0 ? (span.TotalDays, "day")
            : span.Ticks % TimeSpan.TicksPerHour == 0 ? (span.TotalHours, "hour")
            : span.Ticks % TimeSpan.TicksPerMinute == 0 ? (span.TotalMinutes, "minute")
            : (span.TotalSeconds, "second");
        return $"{count.ToString("0.###", CultureInfo.InvariantCulture)} {unit}{(count == 1 ? "" : "s")}";
    }

    private static string Number(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
