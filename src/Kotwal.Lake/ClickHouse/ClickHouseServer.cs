using System.Data.Common;
using System.Globalization;
using ClickHouse.Driver;
using ClickHouse.Driver.ADO;
using ClickHouse.Driver.ADO.Parameters;
using ClickHouse.Driver.ADO.Readers;

namespace Kotwal.Lake.ClickHouse;

/// <summary>Talks to the server. What cannot be reached is an <see cref="IOException"/>; what the server refuses stays its own exception.</summary>
internal sealed class ClickHouseServer : IDisposable
{
    private const int BatchRows = 50_000;

    // Hunts have limits of their own; this one ends those that nobody answers any more.
    private static readonly TimeSpan LongestHunt = TimeSpan.FromHours(1);

    private readonly TimeSpan longestAnswer;
    private readonly ClickHouseClient client;

    public ClickHouseServer(ClickHouseOptions options)
    {
        var address = new Uri(options.Address);
        longestAnswer = options.Timeout;
        client = new ClickHouseClient(new ClickHouseClientSettings
        {
            Protocol = address.Scheme,
            Host = address.Host,
            Port = (ushort)address.Port,
            Username = options.User,
            Password = options.Password,

            // Everything that a hunt says travels in a form: addresses are written into logs, and are short.
            UseFormDataParameters = true,
            UseCompression = false,
            Timeout = LongestHunt,
        });
    }

    public Task ExecuteAsync(string sql, IReadOnlyList<object> parameters, CancellationToken cancel) =>
        ReachAsync(until => client.ExecuteNonQueryAsync(sql, Bound(parameters), new QueryOptions(), until), longestAnswer, cancel);

    public Task<object> ScalarAsync(string sql, IReadOnlyList<object> parameters, CancellationToken cancel) =>
        ReachAsync(until => client.ExecuteScalarAsync(sql, Bound(parameters), new QueryOptions(), until), longestAnswer, cancel);

    /// <summary>Starts a query whose rows are read as they come.</summary>
    public Task<ClickHouseDataReader> ReadAsync(string sql, IReadOnlyList<object> parameters, CancellationToken cancel) =>
        ReachAsync(until => client.ExecuteReaderAsync(sql, Bound(parameters), new QueryOptions(), until), longestAnswer, cancel);

    /// <summary>Starts a hunt, which may take as long as its own settings say.</summary>
    public Task<ClickHouseDataReader> HuntAsync(
        string sql, IReadOnlyList<object> parameters, IDictionary<string, object> settings, CancellationToken cancel) =>
        ReachAsync(until => client.ExecuteReaderAsync(sql, Bound(parameters), new QueryOptions { CustomSettings = settings }, until), LongestHunt, cancel);

    /// <summary>Inserts rows into a table.</summary>
    /// <param name="table">The table, with its database.</param>
    /// <param name="columns">The columns, in the order of the cells, with their types.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancel">Leaves the insert where it is.</param>
    public Task InsertAsync(
        string table, IReadOnlyList<(string Name, string Type)> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        var options = new InsertOptions
        {
            BatchSize = BatchRows,
            MaxDegreeOfParallelism = 1,
            QueryPlacement = InsertQueryPlacement.Url,
            ColumnTypes = columns.ToDictionary(column => column.Name, column => column.Type),

            // A distributed table returns once the shards have the rows.
            CustomSettings = new Dictionary<string, object> { ["distributed_foreground_insert"] = 1, ["async_insert"] = 0 },
        };
        return ReachAsync(until => client.InsertBinaryAsync(table, columns.Select(column => column.Name), rows!, options, until), longestAnswer, cancel);
    }

    public void Dispose() => client.Dispose();

    private static async Task<T> ReachAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan longest, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        either.CancelAfter(longest);
        try
        {
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException unreachable)
        {
            throw new IOException($"ClickHouse cannot be reached: {unreachable.Message}", unreachable);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"ClickHouse did not answer within {longest}.", late);
        }
    }

    private static ClickHouseParameterCollection Bound(IReadOnlyList<object> values)
    {
        var parameters = new ClickHouseParameterCollection();
        foreach (var (place, value) in values.Index())
        {
            DbParameter parameter = new ClickHouseDbParameter
            {
                ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{place + 1}"),
                Value = value,
            };
            parameters.Add(parameter);
        }

        return parameters;
    }
}
