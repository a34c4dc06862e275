using Kotwal.Lake;
using Kotwal.Watch.Cells;
using ParquetSharp;
using ParquetSharp.IO;

namespace Kotwal.Watch.Events.Export;

/// <summary>
/// Rows as a Parquet file, zstd, a row group for each slice. Parquet ends with a list of what is in it and is written at once, so
/// that the file stands in the system's temporary folder while it grows, readable by this account alone, and is gone when closed.
/// </summary>
internal static class ParquetRows
{
    /// <summary>Writes the file.</summary>
    /// <returns>The file from its start; closing it deletes it.</returns>
    /// <exception cref="IOException">The temporary folder is full.</exception>
    public static async Task<Stream> WriteAsync(IAsyncEnumerable<QueryResult> slices, CancellationToken cancel)
    {
        var file = CreateFile();
        try
        {
            await WriteAsync(slices, file, cancel);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task WriteAsync(IAsyncEnumerable<QueryResult> slices, FileStream file, CancellationToken cancel)
    {
        using var stream = new ManagedOutputStream(file, leaveOpen: true);
        ParquetFileWriter? writer = null;
        try
        {
            IReadOnlyList<QueryColumn> columns = [];
            await foreach (var slice in slices.WithCancellation(cancel))
            {
                if (writer is null)
                {
                    columns = slice.Columns;
                    writer = new ParquetFileWriter(stream, [.. columns.Select(ColumnOf)], Compression.Zstd);
                }

                using var group = writer.AppendRowGroup();
                for (var place = 0; place < columns.Count; place++)
                {
                    Write(group.NextColumn(), columns[place].Type, [.. slice.Rows.Select(row => row[place])]);
                }
            }

            writer ??= new ParquetFileWriter(stream, [new Column<string>("@timestamp")], Compression.Zstd);
            writer.Close();
        }
        finally
        {
            writer?.Dispose();
        }
    }

    private static Column ColumnOf(QueryColumn column) => column.Type switch
    {
        QueryType.Whole => new Column<long?>(column.Name),
        QueryType.Fraction => new Column<double?>(column.Name),
        QueryType.Truth => new Column<bool?>(column.Name),
        QueryType.Time => new Column<DateTime?>(column.Name, LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros)),
        QueryType.List => new Column<string[]>(column.Name),
        _ => new Column<string>(column.Name),
    };

    private static void Write(ColumnWriter column, QueryType type, object?[] cells)
    {
        switch (type)
        {
            case QueryType.Whole:
                Write(column, cells, cell => cell as long?);
                break;
            case QueryType.Fraction:
                Write(column, cells, cell => cell as double?);
                break;
            case QueryType.Truth:
                Write(column, cells, cell => cell as bool?);
                break;
            case QueryType.Time:
                Write(column, cells, cell => (cell as DateTimeOffset?)?.UtcDateTime);
                break;
            case QueryType.List:
                Write(column, cells, cell => cell is object?[] items ? Array.ConvertAll(items, CellText.Of) : cell is null ? null : [CellText.Of(cell)]);
                break;
            default:
                Write(column, cells, cell => cell is null ? null : CellText.Of(cell));
                break;
        }
    }

    private static void Write<T>(ColumnWriter column, object?[] cells, Converter<object?, T> convert)
    {
        using var writer = column.LogicalWriter<T>();
        writer.WriteBatch(Array.ConvertAll(cells, convert));
    }

    private static FileStream CreateFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"kotwal-export-{Path.GetRandomFileName()}"), options);
    }
}
