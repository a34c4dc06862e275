using Kotwal.City.Access;
using Kotwal.City.Work;
using Kotwal.Hunt;
using Kotwal.Lake;

namespace Kotwal.Watch.Events;

/// <summary>Tells the lake of the tables that rooms give, as somebody sees them.</summary>
internal static class HuntTables
{
    public static IReadOnlyList<IQueryTable> Of(IEnumerable<ITableSource> sources, Reach reach) =>
        [.. sources.Select(source => new Table(source, reach))];

    private sealed class Table(ITableSource source, Reach reach) : IQueryTable
    {
        private const string Time = "@timestamp";

        public string Name => source.Name;

        public IReadOnlyList<QueryTableColumn> Columns { get; } =
            [.. source.Columns.Select(column => new QueryTableColumn(column.Name, TypeOf(column.Kind), column.Kind == TableSourceKind.List))];

        public string? TimeColumn => source.Columns.Any(column => column.Name == Time) ? Time : null;

        public IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancel) =>
            source.ReadAsync(reach, from, to, cancel);

        private static HuntType TypeOf(TableSourceKind kind) => kind switch
        {
            TableSourceKind.Text => HuntType.Text,
            TableSourceKind.Number => HuntType.Whole,
            TableSourceKind.Time => HuntType.Time,
            TableSourceKind.Document => HuntType.Document,
            _ => HuntType.Keyword,
        };
    }
}
