using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Kotwal.Lake.Results;

namespace Kotwal.Lake.DuckDb;

/// <summary>
/// One connection to an engine in memory that can reach the lake's folder and nothing else. For one statement at a time; it is
/// synchronous, because the engine is.
/// </summary>
internal sealed partial class DuckDbSession : IDisposable
{
    private const int MaxLateRows = 20_000;

    private readonly DuckDBConnection connection;

    public DuckDbSession(DuckDbSettings settings)
    {
        connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        // The order matters: the last two lines take away the right to change the others.
        Set($"SET memory_limit = '{settings.MemoryMegabytes.ToString(CultureInfo.InvariantCulture)}MiB'");
        Set($"SET threads = {settings.Threads.ToString(CultureInfo.InvariantCulture)}");
        Set($"SET temp_directory = {Quote(settings.TemporaryFolder)}");
        Set($"SET max_temp_directory_size = '{settings.MaxTemporaryMegabytes.ToString(CultureInfo.InvariantCulture)}MiB'");
        Set("SET TimeZone = 'UTC'");
        Set("SET preserve_insertion_order = false");
        Set("SET parquet_metadata_cache = true");
        // The newest rows of a lake: first their places by the time alone, then the other columns of these rows only.
        Set($"SET late_materialization_max_rows = {MaxLateRows.ToString(CultureInfo.InvariantCulture)}");
        // Their places as a list, not only from the first to the last: they stand at the ends of sources, far from each other.
        Set($"SET dynamic_or_filter_threshold = {MaxLateRows.ToString(CultureInfo.InvariantCulture)}");
        Set("SET autoinstall_known_extensions = false");
        Set("SET autoload_known_extensions = false");
        Set($"SET allowed_directories = [{Quote(settings.Folder + Path.DirectorySeparatorChar)}]");
        Set("SET enable_external_access = false");
        Set("SET lock_configuration = true");
    }

    /// <summary>True when the engine has given up for good, and another session is needed.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>A text as a literal of SQL. Only for what comes from our own configuration.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Runs a statement.</summary>
    /// <param name="statement">What to run.</param>
    /// <param name="takeRow">Gets every row; false ends the statement.</param>
    /// <param name="cancel">Interrupts the engine.</param>
    /// <returns>True when rows were left over.</returns>
    public bool Run(DuckDbStatement statement, Func<object?[], bool> takeRow, CancellationToken cancel)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Bind(command, statement);
        command.UseStreamingMode = true;
        using var registration = cancel.UnsafeRegister(static state => ((DuckDBCommand)state!).Cancel(), command);
        cancel.ThrowIfCancellationRequested();
        try
        {
            using var reader = command.ExecuteReader();
            return Read(reader, statement, takeRow, cancel);
        }
        catch (DuckDBException interrupted) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException("The statement was cancelled.", interrupted, cancel);
        }
        catch (DuckDBException failure)
        {
            IsBroken = failure.ErrorType is DuckDBErrorType.Fatal or DuckDBErrorType.Internal;
            throw IsIo(failure) ? new IOException(failure.Message, failure) : new DuckDbRefusedException(failure.Message, failure);
        }
    }

    public void Dispose() => connection.Dispose();

    private static bool Read(DuckDBDataReader reader, DuckDbStatement statement, Func<object?[], bool> takeRow, CancellationToken cancel)
    {
        var readers = Enumerable.Range(0, reader.FieldCount).Select(place => ReaderOf(reader.GetFieldType(place))).ToArray();
        for (var rows = 0; reader.Read(); rows++)
        {
            cancel.ThrowIfCancellationRequested();
            if (rows == statement.MaxRows)
            {
                return true;
            }

            var row = new object?[reader.FieldCount];
            for (var place = 0; place < row.Length; place++)
            {
                row[place] = ReadCell(reader, place, readers[place]);
            }

            if (!takeRow(row))
            {
                return true;
            }
        }

        return false;
    }

    private static object? ReadCell(DuckDBDataReader reader, int place, Func<DuckDBDataReader, int, object> read)
    {
        try
        {
            return reader.IsDBNull(place) ? null : Cells.Convert(read(reader, place));
        }
        catch (Exception odd) when (odd is InvalidCastException or InvalidOperationException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new DuckDbRefusedException($"The result has a value that cannot be shown: {odd.Message}", odd);
        }
    }

    // The driver refuses a null in a list of numbers, unless it is asked for a list that can hold one.
    private static Func<DuckDBDataReader, int, object> ReaderOf(Type type) => type switch
    {
        _ when type == typeof(List<long>) => (reader, place) => reader.GetFieldValue<List<long?>>(place),
        _ when type == typeof(List<int>) => (reader, place) => reader.GetFieldValue<List<int?>>(place),
        _ when type == typeof(List<double>) => (reader, place) => reader.GetFieldValue<List<double?>>(place),
        _ when type == typeof(List<bool>) => (reader, place) => reader.GetFieldValue<List<bool?>>(place),
        _ when type == typeof(List<DateTime>) => (reader, place) => reader.GetFieldValue<List<DateTime?>>(place),
        _ => (reader, place) => reader.GetValue(place),
    };

    // The driver hands text over as a C string, which ends at the first NUL. Such text goes as bytes instead.
    private static string Bind(DuckDBCommand command, DuckDbStatement statement)
    {
        var sql = statement.Sql;
        for (var place = 0; place < statement.Parameters.Count; place++)
        {
            var value = statement.Parameters[place];
            if (value is string text && text.Contains('\0', StringComparison.Ordinal))
            {
                var number = (place + 1).ToString(CultureInfo.InvariantCulture);
                sql = ParameterName().Replace(sql, found => found.Groups[1].Value == number ? $"decode({found.Value})" : found.Value);
                value = Encoding.UTF8.GetBytes(text);
            }

            command.Parameters.Add(new DuckDBParameter(value));
        }

        return sql;
    }

    private static bool IsIo(DuckDBException failure) =>
        failure.ErrorType is DuckDBErrorType.Io or DuckDBErrorType.Permission;

    private void Set(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [GeneratedRegex(@"\$([0-9]+)")]
    private static partial Regex ParameterName();
}
