namespace Kotwal.Hunt.Sql;

/// <summary>Translates hunts into SQL of DuckDB. Stateless; may be called from many threads.</summary>
public static class SqlTranslator
{
    /// <summary>Translates a hunt. Never throws on any hunt: one that has no meaning over the schema is an error with its place.</summary>
    public static SqlTranslation Translate(HuntQuery query, IHuntSchema schema, SqlOptions options) =>
        throw new NotSupportedException($"{query} over {schema.TimeField} at {options.Now}");
}
