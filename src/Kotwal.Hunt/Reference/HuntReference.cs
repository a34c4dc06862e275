using System.Collections.Immutable;
using Kotwal.Hunt.Functions;
using Kotwal.Hunt.Operators;

namespace Kotwal.Hunt.Reference;

/// <summary>Kinds of entries in the reference.</summary>
public enum HuntEntryKind
{
    /// <summary>A form of the search part.</summary>
    Search,

    /// <summary>An operator behind a <c>|</c>.</summary>
    Operator,

    /// <summary>A comparison inside a condition.</summary>
    Comparison,

    /// <summary>A function of one row's values.</summary>
    Function,

    /// <summary>A function over the rows of a group.</summary>
    Aggregate,
}

/// <summary>One thing that a hunt can say.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, for completion.</param>
/// <param name="Signature">How it is written.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Example">A whole hunt that uses it.</param>
public sealed record HuntEntry(HuntEntryKind Kind, string Name, string Signature, string Meaning, string Example);

/// <summary>Everything that a hunt can say, from the tables that the reader itself uses. Immutable.</summary>
public static class HuntReference
{
    /// <summary>All entries, by kind.</summary>
    public static ImmutableArray<HuntEntry> All { get; } =
    [
        .. SearchForms.All,
        .. OperatorTable.All.Select(one => new HuntEntry(HuntEntryKind.Operator, one.Name, one.Signature, one.Meaning, one.Example)),
        new HuntEntry(HuntEntryKind.Operator, "let", "let name = value; let name = query; let name = (parameter:type = value, rows:(*)) { body };",
            "Names a value, rows or a function, before the hunt. Types are those of Kusto: string, long, int, double, real, bool, datetime, timespan and dynamic.",
            "let since = ago(1d); let of = (name: string, rows: (*)) { rows | where user.name == name and @timestamp > since }; of('root', events) | count"),
        new HuntEntry(HuntEntryKind.Operator, "datatable", "datatable(name:type, …)[value, …]", "Rows that the hunt itself holds, for lookups and joins.",
            "let known = datatable(source.ip:string, site:string)['10.0.0.5', 'depot', '10.0.0.6', 'yard']; sshd | lookup known on source.ip | summarize count() by site"),
        new HuntEntry(HuntEntryKind.Operator, "materialize", "materialize(query)", "The rows of the query; accepted for the sake of hunts from elsewhere.",
            "let bad = materialize(sshd failed); bad | count"),
        .. ComparisonTable.All.Select(Entry),
        .. FunctionTable.All.Where(one => !one.IsAggregate).Select(one => Entry(one, HuntEntryKind.Function)),
        new HuntEntry(HuntEntryKind.Function, "datetime", "datetime(time)", "A point in time; UTC where no zone is said.",
            "where @timestamp >= datetime(2026-11-23T10:00:00+05:30)"),
        new HuntEntry(HuntEntryKind.Function, "timespan", "timespan(duration)", "A length of time; the same as the duration alone.",
            "where @timestamp > now() - timespan(2h)"),
        new HuntEntry(HuntEntryKind.Function, "dynamic", "dynamic(json)", "A document or an array as it is written; behind in and has_any an array stands for its items.",
            "let names = dynamic(['root', 'admin']); where user.name in~ (names)"),
        new HuntEntry(HuntEntryKind.Function, "toscalar", "toscalar(query)", "The value of a query's first column in its first row.",
            "let busiest = toscalar(events | summarize n = count() by source.ip | top 1 by n | project source.ip); where source.ip == busiest"),
        .. FunctionTable.All.Where(one => one.IsAggregate).Select(one => Entry(one, HuntEntryKind.Aggregate)),
    ];

    private static HuntEntry Entry(HuntFunction function, HuntEntryKind kind) =>
        new(kind, function.Name, function.Signature, function.Meaning, function.Example);

    private static HuntEntry Entry(HuntComparison comparison)
    {
        var operands = comparison.Operands switch
        {
            OperandForm.List => "(value, …)",
            OperandForm.Range => "(low .. high)",
            _ => "value",
        };
        var negation = comparison.Negation is { } negated ? $", {negated}" : "";
        return new(
            HuntEntryKind.Comparison, comparison.Name, $"value {comparison.Name}{negation} {operands}", comparison.Meaning, comparison.Example);
    }
}
