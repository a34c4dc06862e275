using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Kotwal.City.Facts;

/// <summary>Reads facts, as rows for the fold and as facts for people.</summary>
internal static class FactReads
{
    private const int MaxAtOnce = 1_000;
    private const string Columns = "SELECT sequence, subject, predicate, value, target, effective_at, is_end FROM facts";

    /// <summary>All rows up to the names' last fact, those of one node together, in the order of recording.</summary>
    public static Task BySubjectAsync(DbConnection connection, FactNames names, Action<FactRow> take, CancellationToken cancel) =>
        ReadAsync(connection, $"{Columns} WHERE sequence <= {Text(names.LastFact)} ORDER BY subject, sequence", take, cancel);

    /// <summary>The rows of one node up to the names' last fact, in the order of recording.</summary>
    public static Task OfSubjectAsync(DbConnection connection, FactNames names, int subject, Action<FactRow> take, CancellationToken cancel) =>
        ReadAsync(
            connection, $"{Columns} WHERE subject = {Text(subject)} AND sequence <= {Text(names.LastFact)} ORDER BY sequence", take, cancel);

    /// <summary>Keys of the nodes that facts after a number are about or point at.</summary>
    public static async Task<HashSet<int>> SubjectsAfterAsync(DbConnection connection, long fact, FactNames names, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT DISTINCT subject FROM facts WHERE sequence > {Text(fact)} AND sequence <= {Text(names.LastFact)}";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var subjects = new HashSet<int>();
        while (await reader.ReadAsync(cancel))
        {
            subjects.Add((int)reader.GetInt64(0));
        }

        return subjects;
    }

    public static async Task<List<RecordedFact>> HistoryAsync(
        DbConnection connection, FactNames names, int subject, int count, CancellationToken cancel)
    {
        var rows = new List<FactRow>();
        var itemKey = Array.IndexOf(names.Words, FactWords.Identifier(FactWords.ItemKey)) + 1;
        await ReadAsync(
            connection,
            $"{Columns} WHERE subject = {Text(subject)} AND predicate <> {Text(itemKey)} AND sequence <= {Text(names.LastFact)} ORDER BY sequence DESC LIMIT {Text(count)}",
            rows.Add, cancel);
        if (rows.Count == 0)
        {
            return [];
        }

        var numbers = rows.ConvertAll(row => names.Recordings[names.RecordingOf(row.Number)].Number);
        var recordings = new Dictionary<long, Recording>();
        foreach (var some in numbers.Distinct().Chunk(MaxAtOnce))
        {
            foreach (var recording in await RecordingReads.OfAsync(connection, some, cancel))
            {
                recordings.Add(recording.Number, recording);
            }
        }

        return [.. rows.Zip(numbers, (row, number) => new RecordedFact(recordings[number], FactOf(row, names)))];
    }

    public static async IAsyncEnumerable<RecordedFact> InOrderAsync(
        DbConnection connection, FactNames names, [EnumeratorCancellation] CancellationToken cancel)
    {
        var recordings = new Queue<Recording>(await RecordingReads.AfterAsync(connection, transaction: null, 0, cancel));
        await using var command = connection.CreateCommand();
        command.CommandText = $"{Columns} WHERE sequence <= {Text(names.LastFact)} ORDER BY sequence";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var row = RowOf(reader);
            while (recordings.TryPeek(out var passed) && row.Number >= passed.FirstFact + passed.Count)
            {
                recordings.Dequeue();
            }

            if (!recordings.TryPeek(out var recording))
            {
                yield break;
            }

            yield return new(recording, FactOf(row, names));
        }
    }

    private static async Task ReadAsync(DbConnection connection, string sql, Action<FactRow> take, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            take(RowOf(reader));
        }
    }

    private static FactRow RowOf(DbDataReader reader)
    {
        var isText = reader.IsDBNull(4);
        return new(
            reader.GetInt64(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2), isText ? reader.GetString(3) : null,
            isText ? 0 : (int)reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6) != 0);
    }

    private static Fact FactOf(FactRow row, FactNames names) => new(
        new(names.Nodes[row.Subject - 1]), names.Words[row.Predicate - 1],
        row.Value ?? new NodeId(names.Nodes[row.Target - 1]).ToString(), FactTime.FromMicroseconds(row.EffectiveAt), row.IsEnd);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
