using System.Data.Common;
using Kotwal.City.Data;

namespace Kotwal.City.Facts;

/// <summary>Writes one recording within a transaction: gives keys to what is new, chains the facts and hands them on in batches.</summary>
internal sealed class FactAppending(FactKeys keys, DbTransaction transaction) : IAsyncDisposable
{
    private const int BatchRows = 10_000;

    private readonly FactBulk bulk = new(transaction);
    private readonly List<FactRow> batch = new(BatchRows);

    public async Task<Recording> WriteAsync(
        Recording? last, long recordedAt, RecordingHeader header, IEnumerable<Fact> facts, CancellationToken cancel)
    {
        var number = (last?.Number ?? 0) + 1;
        var first = last is null ? 1 : last.FirstFact + last.Count;
        var next = first;
        header = new(StorableText.Of(header.Source), StorableText.Of(header.Actor), StorableText.Of(header.Note));
        using var chain = new FactChain(last?.Hash ?? FactChain.Origin, number, recordedAt, header);
        foreach (var said in facts)
        {
            // Cleaned before it is hashed, so that the chain is computed from what every database keeps.
            var fact = said with { Value = StorableText.Of(said.Value), Predicate = StorableText.Of(said.Predicate) };
            batch.Add(await RowOfAsync(next++, fact, cancel));
            chain.Add(fact);
            if (batch.Count == BatchRows)
            {
                await FlushAsync(cancel);
            }
        }

        ArgumentOutOfRangeException.ThrowIfEqual(next, first, nameof(facts));
        await FlushAsync(cancel);
        var recording = new Recording(
            number, FactTime.FromMicroseconds(recordedAt), header.Source, header.Actor, header.Note, first, (int)(next - first), chain.End());
        await AddRecordingAsync(recording, recordedAt, cancel);
        return recording;
    }

    public ValueTask DisposeAsync() => bulk.DisposeAsync();

    private async ValueTask<FactRow> RowOfAsync(long number, Fact fact, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(fact.Predicate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fact.Predicate.Length, FactWords.MaxPredicateLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fact.Value.Length, FactWords.MaxValueLength);
        var subject = await KeyOfAsync(fact.Subject, cancel);
        if (!keys.TryGetWord(fact.Predicate, out var predicate))
        {
            predicate = keys.Add(fact.Predicate);
            await bulk.AddWordAsync(predicate, fact.Predicate, cancel);
        }

        var effectiveAt = FactTime.ToMicroseconds(fact.EffectiveAt);
        if (!FactWords.PointsAtNode(fact.Predicate))
        {
            return new(number, subject, predicate, fact.Value, Target: 0, effectiveAt, fact.IsEnd);
        }

        return NodeId.TryParse(fact.Value, out var target)
            ? new(number, subject, predicate, Value: null, await KeyOfAsync(target, cancel), effectiveAt, fact.IsEnd)
            : throw new ArgumentException($"{fact.Predicate} points at a node, and '{fact.Value}' is no id of one.");
    }

    private async ValueTask<int> KeyOfAsync(NodeId id, CancellationToken cancel)
    {
        if (!keys.TryGetNode(id, out var key))
        {
            key = keys.Add(id);
            await bulk.AddNodeAsync(key, id, cancel);
        }

        return key;
    }

    private async Task FlushAsync(CancellationToken cancel)
    {
        await bulk.AddFactsAsync(batch, cancel);
        batch.Clear();
    }

    private async Task AddRecordingAsync(Recording recording, long recordedAt, CancellationToken cancel)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO fact_recordings (sequence, recorded_at, source, actor, note, first_fact, fact_count, hash)
            VALUES (@a, @b, @c, @d, @e, @f, @g, @h)
            """;
        object[] values =
        [
            recording.Number, recordedAt, recording.Source, recording.Actor, recording.Note, recording.FirstFact, (long)recording.Count,
            recording.Hash,
        ];
        foreach (var (place, value) in values.Index())
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + (char)('a' + place);
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(cancel);
    }
}
