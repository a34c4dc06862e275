using System.Data.Common;
using Kotwal.City.Data;

namespace Kotwal.City.Audit;

/// <summary>A filter as conditions of SQL. What is looked for travels as parameters only.</summary>
internal static class AuditConditions
{
    internal static IReadOnlyList<string> Of(AuditFilter filter, DbCommand select)
    {
        var conditions = new List<string>();
        if (filter.Actor is { } actor)
        {
            conditions.Add("lower(actor) = @actor");
            select.With("actor", Small(actor));
        }

        if (filter.Action is { } action)
        {
            conditions.Add(@"lower(action) LIKE @action ESCAPE '\'");
            select.With("action", Escape(action) + "%");
        }

        if (filter.Subject is { } subject)
        {
            conditions.Add("lower(subject) = @subject");
            select.With("subject", Small(subject));
        }

        if (filter.Result is { } result)
        {
            conditions.Add("result = @result");
            select.With("result", result.ToString());
        }

        if (filter.From is { } from)
        {
            conditions.Add("at >= @from");
            select.With("from", AuditTables.Microseconds(from));
        }

        if (filter.To is { } to)
        {
            conditions.Add("at < @to");
            select.With("to", AuditTables.Microseconds(to));
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            string[] columns = ["actor", "action", "subject", "coalesce(detail, '')", "coalesce(address, '')"];
            conditions.Add($"({string.Join(" OR ", columns.Select(column => $@"lower({column}) LIKE @text ESCAPE '\'"))})");
            select.With("text", "%" + Escape(filter.Text.Trim()) + "%");
        }

        return conditions;
    }

    private static string Escape(string text) => Small(text)
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);

    // The databases fold ASCII only, and so must what they compare with.
    private static string Small(string text) => string.Create(
        Math.Min(text.Length, AuditFilter.MaxText),
        StorableText.Of(text),
        (small, from) =>
        {
            for (var at = 0; at < small.Length; at++)
            {
                small[at] = char.IsAsciiLetterUpper(from[at]) ? (char)(from[at] | 0x20) : from[at];
            }
        });
}
