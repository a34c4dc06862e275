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

    // Hunts have limits of their own; this one ends what nobody answers any more.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(30);

    private readonly ClickHouseClient client;

    public ClickHouseServer(ClickHouseOptions options)
    {
        client = new ClickHouseClient(new ClickHouseClientSettings
        {
            Protocol = options.Address.Scheme,
            Host = options.Address.Host,
            Port = (ushort)options.Address.Port,
            Username = options.User,
            Password = options.Password,

            // Everything that a hunt says travels in a form: addresses are written into logs, and are short.
            UseFormDataParameters = true,
            UseCompression = false,
            Timeout = LongestAnswer,
        });
    }

    public Task ExecuteAsync(string sql, IReadOnlyList<object> parameters, CancellationToken cancel) =>
        ReachAsync(() => client.ExecuteNonQueryAsync(sql, Bound(parameters), new QueryOptions(), cancel));

    public Task<object> ScalarAsync(string sql, IReadOnlyList<object> parameters, CancellationToken cancel) =>
        ReachAsync(() => client.ExecuteScalarAsync(sql, Bound(parameters), new QueryOptions(), cancel));

    /// <summary>Starts a query whose rows are read as they come.</summary>
    public Task<ClickHouseDataReader> ReadAsync(
        string sql, IReadOnlyList<object> parameters, IDictionary<string, object> settings, CancellationToken cancel) =>
        ReachAsync(() => client.ExecuteReaderAsync(sql, Bound(parameters), new QueryOptions { CustomSettings = settings }, cancel));

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
        return ReachAsync(() => client.InsertBinaryAsync(table, columns.Select(column => column.Name), rows!, options, cancel));
    }

    public void Dispose() => client.Dispose();

    private static async Task<T> ReachAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (HttpRequestException unreachable)
        {
            throw new IOException($"ClickHouse cannot be reached: {unreachable.Message}", unreachable);
        }
        catch (OperationCanceledException late) when (late.InnerException is TimeoutException)
        {
            throw new IOException($"ClickHouse did not answer within {LongestAnswer.TotalMinutes:0} minutes.", late);
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
