using Kotwal.Hunt.Operators;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Sql;

/// <summary>
/// Translates hunts into SQL: first into a plan over the schema, then into text with parameters. Stateless; may be
/// called from many threads.
/// </summary>
public static class SqlTranslator
{
    /// <summary>Translates a hunt. Never throws on any hunt: one that has no meaning over the schema is an error with its place.</summary>
    public static SqlTranslation Translate(HuntQuery query, HuntSchema schema, SqlOptions options)
    {
        var context = new PlanContext(query.Text, schema, options.Now, query.Lets, Pipeline.Open);
        var table = query.Pipeline.Apply(context);
        if (context.Error is not null)
        {
            return new SqlTranslation(null, context.Error);
        }

        Dialect dialect = options.Dialect == SqlDialect.ClickHouse ? ClickHouseDialect.Instance : DuckDbDialect.Instance;
        var scalars = new ScalarWriter(dialect, options.SourceParameters);
        long? limit = options.MaxRows is { } most and < int.MaxValue ? most + 1L : null;
        var text = new RelationWriter(dialect, scalars, options.Sources).Write(table, limit);
        if (scalars.IsTooLong)
        {
            return new SqlTranslation(null, HuntError.In(query.Text, 0, query.Text.Length, "Too much is computed from one another."));
        }

        if (scalars.Lacking is { } lacking)
        {
            return new SqlTranslation(null, HuntError.In(query.Text, 0, query.Text.Length, $"{dialect.Name} does not compute {lacking}."));
        }

        var tables = table.Uses.Concat(context.InnerUses).GroupBy(use => use.Table.Name, StringComparer.Ordinal)
            .ToDictionary(uses => uses.Key, uses => new FactFinder(uses.First().Table).Find([.. uses]), StringComparer.Ordinal);
        var columns = table.Columns.Select(column => new SqlColumn(column.Name, Shown(column.Value.Type), column.Value.IsList));
        var sql = new SqlQuery(text, scalars.Parameters, [.. columns], tables, context.Notes) { Newest = NewestRows.Find(table, limit, context.InnerUses) };
        return new SqlTranslation(sql, null);
    }

    private static HuntType Shown(HuntType type) => type switch
    {
        HuntType.Duration => HuntType.Fraction,
        HuntType.Document => HuntType.Keyword,
        _ => type,
    };
}
