namespace Kotwal.Hunt.Sql;

/// <summary>What reading and translating hunts promise for any text: the body of its fuzz target. Slow, and only called from there.</summary>
internal static class HuntPromises
{
    private static readonly SqlOptions Options = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero), MaxRows: 100);

    /// <summary>Reads the text and translates it, twice.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="schema">What the hunt is about.</param>
    /// <returns>The promise that was broken, or null.</returns>
    public static string? Broken(string text, HuntSchema schema)
    {
        var read = HuntQuery.Parse(text);
        if (!read.IsRead)
        {
            return Broken(read.Error, text);
        }

        var translation = SqlTranslator.Translate(read.Query, schema, Options);
        return translation.IsTranslated ? Broken(translation.Query, read.Query, schema) : Broken(translation.Error, text);
    }

    private static string? Broken(HuntError error, string text) =>
        error is { Position: >= 0, Length: >= 0, Line: > 0, Column: > 0, Message.Length: > 0 } && error.Position + error.Length <= text.Length
            ? null
            : $"An error stands inside the text and says what is wrong, unlike {error}.";

    private static string? Broken(SqlQuery sql, HuntQuery hunt, HuntSchema schema)
    {
        // The text around the scalars is made of our own words, a few for each operator.
        if (sql.Text.Length > ScalarWriter.MaxLength + (1000 * hunt.Text.Length) + 1000)
        {
            return $"SQL is bounded: {sql.Text.Length} characters were made of {hunt.Text.Length}.";
        }

        if (sql.Parameters.FirstOrDefault(value => value is not (string or long or double or bool)) is { } odd)
        {
            return $"A parameter is text, a number or a truth, not {odd.GetType()}.";
        }

        if (sql.Columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() < sql.Columns.Count)
        {
            return "Names of columns differ.";
        }

        var again = SqlTranslator.Translate(hunt, schema, Options);
        return again.Query?.Text == sql.Text ? null : "The same hunt gives the same SQL.";
    }
}
