using DuckDB.NET.Data;

namespace Kotwal.Lake.Tests;

/// <summary>Somebody who has nothing but the files and a DuckDB of their own.</summary>
internal static class Outsider
{
    public static List<object?[]> Ask(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(place => reader.IsDBNull(place) ? null : reader.GetValue(place))]);
        }

        return rows;
    }

    public static string Files(string folder) => $"read_parquet('{folder}/**/*.parquet')";
}
