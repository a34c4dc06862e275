using Kotwal.Lake.Results;

namespace Kotwal.Lake.DuckDb;

/// <summary>One statement for the engine.</summary>
/// <param name="Sql">Trusted SQL with parameters <c>$1</c>, <c>$2</c> and so on.</param>
/// <param name="Parameters">Their values in order: string, long, double or bool.</param>
/// <param name="MaxRows">Most rows to return.</param>
/// <param name="MaxBytes">Most bytes of cells to return, about; a result that would be larger is cut.</param>
internal sealed record DuckDbStatement(string Sql, IReadOnlyList<object> Parameters, int MaxRows, long MaxBytes)
{
    /// <summary>A statement that returns nothing of interest.</summary>
    public static DuckDbStatement Command(string sql) => new(sql, [], 1, long.MaxValue);
}

/// <summary>What a statement returned.</summary>
/// <param name="Rows">Cells are null, string, long, double, bool, DateTimeOffset, <c>object?[]</c> or <see cref="MapCell"/>.</param>
/// <param name="IsCut">True when a limit was reached.</param>
internal sealed record DuckDbRows(IReadOnlyList<object?[]> Rows, bool IsCut);
