namespace Kotwal.Watch.Events;

/// <summary>One row of what a hunt made of events; each row is another, even when the cells are alike.</summary>
/// <param name="cells">The cells, as in <see cref="Lake.QueryResult.Rows"/>.</param>
public sealed class ResultRow(IReadOnlyList<object?> cells)
{
    public IReadOnlyList<object?> Cells { get; } = cells;
}
