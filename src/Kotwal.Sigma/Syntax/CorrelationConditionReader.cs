using System.Collections.Immutable;
using System.Globalization;

namespace Kotwal.Sigma.Syntax;

/// <summary>Reads the condition of a correlation (Sigma correlation rules specification, "Condition").</summary>
internal sealed class CorrelationConditionReader(SyntaxFaults faults)
{
    private static readonly Dictionary<string, SigmaBoundOperator> Operators =
        Enum.GetValues<SigmaBoundOperator>().ToDictionary(bound => bound.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public SigmaCorrelation Read(SigmaCorrelation correlation, YamlMap map, YamlScalar key)
    {
        var isTemporal = correlation.Type is SigmaCorrelationType.Temporal or SigmaCorrelationType.TemporalOrdered;
        if (map.Find("condition") is not { } entry)
        {
            if (!isTemporal)
            {
                faults.Add(key.At, $"A correlation of type {CorrelationReader.NameOf(correlation.Type)} needs a condition.");
            }

            return correlation;
        }

        if (entry.Value is not YamlMap condition)
        {
            faults.Add(entry.Value.At, "The condition of a correlation must be a map such as 'gte: 10'.");
            return correlation;
        }

        var before = faults.Errors.Count;
        var bounds = ImmutableArray.CreateBuilder<SigmaBound>();
        foreach (var part in condition.Entries)
        {
            if (part.Key.Text == "field")
            {
                correlation = correlation with { ValueFields = new MetadataReader(faults).Texts(condition, "field") };
            }
            else if (part.Key.Text == "percentile")
            {
                correlation = correlation with { Percentile = NumberOf(part) };
            }
            else if (Operators.TryGetValue(part.Key.Text, out var bound))
            {
                bounds.Add(new(bound, NumberOf(part) ?? 0));
            }
            else
            {
                faults.Add(part.Key.At, $"'{part.Key.Text}' is not part of a correlation's condition{NearNames.Hint(part.Key.Text, [.. Operators.Keys, "field"])}");
            }
        }

        correlation = correlation with { Bounds = bounds.ToImmutable() };
        return faults.Errors.Count == before ? Check(correlation, entry.Key, isTemporal) : correlation;
    }

    private decimal? NumberOf(YamlEntry part)
    {
        if (part.Value is YamlScalar scalar
            && decimal.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        faults.Add(part.Value.At, $"'{part.Key.Text}' needs a number.");
        return null;
    }

    private SigmaCorrelation Check(SigmaCorrelation correlation, YamlScalar key, bool isTemporal)
    {
        if (correlation.Bounds.IsEmpty)
        {
            faults.Add(key.At, "The condition has no bound such as 'gte: 10'.");
        }

        var needsField = !isTemporal && correlation.Type != SigmaCorrelationType.EventCount;
        if (needsField && correlation.ValueFields.IsEmpty)
        {
            faults.Add(key.At, $"A correlation of type {CorrelationReader.NameOf(correlation.Type)} needs a 'field' in its condition.");
        }

        if (!needsField && !correlation.ValueFields.IsEmpty)
        {
            faults.Add(key.At, $"A correlation of type {CorrelationReader.NameOf(correlation.Type)} looks at no 'field'; value_count counts its values.");
        }

        if (correlation.Type == SigmaCorrelationType.ValuePercentile && correlation.Percentile is not (> 0 and < 100))
        {
            faults.Add(key.At, "A correlation of type value_percentile needs a 'percentile' above 0 and below 100 in its condition; how rare a value is among others is not evaluated.");
        }

        if (correlation.Type != SigmaCorrelationType.ValuePercentile && correlation.Percentile is not null)
        {
            faults.Add(key.At, $"A correlation of type {CorrelationReader.NameOf(correlation.Type)} has no 'percentile'.");
        }

        return correlation;
    }
}
