namespace Kotwal.Hunt.Sql;

/// <summary>What a translation needs besides the hunt and the schema.</summary>
/// <param name="Now">The time that <c>now()</c> and <c>ago()</c> mean.</param>
/// <param name="MaxRows">
/// Most rows wanted; the SQL asks for one more, so that the caller sees that there are more. Null for all rows.
/// </param>
/// <param name="Source">
/// Trusted SQL of the relation that holds the events: the name of a table or view, a table function or a select in parentheses.
/// </param>
public sealed record SqlOptions(DateTimeOffset Now, int? MaxRows = null, string Source = "events")
{
    /// <summary>Values of <c>$1</c> and following that <see cref="Source"/> names; the hunt's own parameters are numbered after them.</summary>
    public IReadOnlyList<object> SourceParameters { get; init; } = [];
}
