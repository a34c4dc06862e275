using System.Data.Common;

namespace Kotwal.City.Facts;

/// <summary>Computes the hashes of all recordings again.</summary>
internal static class FactVerification
{
    public static async Task<LedgerVerdict> RunAsync(DbConnection connection, FactNames names, CancellationToken cancel)
    {
        var verdict = new LedgerVerdict(0, 0, FactChain.Origin, BrokenAt: null);
        try
        {
            return await RunAsync(connection, names, found => verdict = found, cancel);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return verdict with { BrokenAt = verdict.Recordings + 1 };
        }
    }

    /// <summary>What reading a row throws that was never written by this program.</summary>
    public static bool IsUnreadable(Exception error) =>
        error is InvalidCastException or InvalidOperationException or IndexOutOfRangeException or FormatException or ArgumentException or OverflowException;

    private static async Task<LedgerVerdict> RunAsync(
        DbConnection connection, FactNames names, Action<LedgerVerdict> report, CancellationToken cancel)
    {
        var previous = FactChain.Origin;
        var (sound, facts) = (0L, 0L);
        var recordings = await RecordingReads.AfterAsync(connection, transaction: null, 0, cancel);
        await using var rows = FactReads.InOrderAsync(connection, names, cancel).GetAsyncEnumerator(cancel);
        foreach (var recording in recordings.TakeWhile(recording => recording.Number <= (names.Recordings is [.., var last] ? last.Number : 0)))
        {
            var hash = recording.Number == sound + 1 && recording.FirstFact == facts + 1 ? await HashAsync(previous, recording, rows) : null;
            if (hash != recording.Hash)
            {
                return new(sound, facts, previous, recording.Number);
            }

            previous = hash;
            (sound, facts) = (sound + 1, facts + recording.Count);
            report(new(sound, facts, previous, BrokenAt: null));
        }

        return await rows.MoveNextAsync() ? new(sound, facts, previous, sound + 1) : new(sound, facts, previous, null);
    }

    // Null when a fact is missing.
    private static async Task<string?> HashAsync(string previous, Recording recording, IAsyncEnumerator<RecordedFact> rows)
    {
        using var chain = new FactChain(
            previous, recording.Number, FactTime.ToMicroseconds(recording.RecordedAt), new(recording.Source, recording.Actor, recording.Note));
        for (var number = 0; number < recording.Count; number++)
        {
            if (!await rows.MoveNextAsync() || rows.Current.Recording.Number != recording.Number)
            {
                return null;
            }

            chain.Add(rows.Current.Fact);
        }

        return chain.End();
    }
}
