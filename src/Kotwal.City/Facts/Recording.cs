namespace Kotwal.City.Facts;

/// <summary>Facts that were recorded together, by one source at one time.</summary>
/// <param name="Number">Place in the ledger, from 1, without gaps.</param>
/// <param name="RecordedAt">When it was recorded, with the precision of microseconds.</param>
/// <param name="Source">Who says it: <c>files</c>, <c>import:netbox</c>, <c>person:asha</c>, <c>heard</c>.</param>
/// <param name="Actor">Who had it recorded: an account, a token, or the program.</param>
/// <param name="Note">Why, in the actor's words; may be empty.</param>
/// <param name="FirstFact">Number of its first fact.</param>
/// <param name="Count">How many facts it has.</param>
/// <param name="Hash">SHA-256 in hexadecimal over the recording before, this one and its facts.</param>
public sealed record Recording(
    long Number, DateTimeOffset RecordedAt, string Source, string Actor, string Note, long FirstFact, int Count, string Hash);

/// <summary>Who has something to record. Texts longer than 512 characters are refused.</summary>
/// <param name="Source">Who says it, a word of <see cref="FactSources"/>.</param>
/// <param name="Actor">Who has it recorded.</param>
/// <param name="Note">Why; may be empty.</param>
public sealed record RecordingHeader(string Source, string Actor, string Note = "")
{
    /// <summary>Longest text, in characters.</summary>
    public const int MaxText = 512;

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Source);
        foreach (var text in (string[])[Source, Actor, Note])
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MaxText);
        }
    }
}

/// <summary>What computing the chain of recordings again has shown.</summary>
/// <param name="Recordings">Recordings that are sound.</param>
/// <param name="Facts">Their facts.</param>
/// <param name="Head">Hash of the last sound recording. Compare it with one noted elsewhere: a ledger that was cut short is sound too.</param>
/// <param name="BrokenAt">Number of the first recording that was altered or that follows a missing one; null when all is sound.</param>
public sealed record LedgerVerdict(long Recordings, long Facts, string Head, long? BrokenAt);
