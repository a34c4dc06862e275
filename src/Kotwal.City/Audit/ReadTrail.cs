using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kotwal.City.Audit;

/// <summary>
/// Notes in the audit trail who read personal data: once for a person, deed and subject in an hour, since a page that stays open
/// reads again and again. The answer waits for the note for a moment and not longer; a trail that cannot be written now is tried
/// again until it can. Safe for many threads.
/// </summary>
public sealed partial class ReadTrail(IAuditTrail trail, TimeProvider clock, ILogger<ReadTrail> log) : BackgroundService
{
    /// <summary>Notes that may wait to be written. Beyond them a reader waits its moment, and then the note is lost and counted.</summary>
    public const int MaxWaiting = 1_000;

    /// <summary>Notes that are remembered so that they are not made again; beyond them the oldest are forgotten.</summary>
    public const int MaxRemembered = 20_000;

    /// <summary>How long an answer waits for its note.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How long one note stands for all readings of the same.</summary>
    public static readonly TimeSpan Standing = TimeSpan.FromHours(1);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly HashSet<(string, string, string)> remembered = [];
    private readonly Queue<((string, string, string) Key, DateTimeOffset At)> order = new();
    private readonly Channel<Note> waiting = Channel.CreateBounded<Note>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    /// <summary>Notes a reading, unless the same was noted within the hour.</summary>
    /// <param name="person">Name of the account or token.</param>
    /// <param name="action">The deed: <c>event.read</c>.</param>
    /// <param name="subject">What was read: an id, or the text of a hunt.</param>
    /// <param name="cancel">Stops the waiting, not the writing.</param>
    public async Task NoteAsync(string person, string action, string subject, CancellationToken cancel)
    {
        var kept = subject.Length <= AuditEntry.MaxText ? subject : subject[..AuditEntry.MaxText];
        if (!TryRemember((person, action, kept)))
        {
            return;
        }

        var note = new Note(new(person, action, kept, AuditResult.Done), new(TaskCreationOptions.RunContinuationsAsynchronously));
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        var isTaken = false;
        try
        {
            await waiting.Writer.WriteAsync(note, either.Token);
            isTaken = true;
            await note.Written.Task.WaitAsync(either.Token);
        }
        catch (Exception refused) when (!isTaken && refused is OperationCanceledException or ChannelClosedException)
        {
            Forget((person, action, kept));
            CityMeter.ReadsNotNoted.Add(1);
            NotNoted(person, action);
            cancel.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // It waits in the line and will be written; the answer does not wait for it any more.
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var note in waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            await WriteAsync(note, stoppingToken);
        }
    }

    // The one place that stands between a trail that cannot be written and those who read.
    private async Task WriteAsync(Note note, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await trail.WriteAsync(note.Deed, CancellationToken.None);
                note.Written.TrySetResult();
                return;
            }
            catch (Exception failure)
            {
                NotWritten(failure, note.Deed.Action);
                if (stopping.IsCancellationRequested)
                {
                    CityMeter.ReadsNotNoted.Add(1);
                    return;
                }

                // A stop ends the pause, and the note is tried once more.
                await Task.Delay(Pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private bool TryRemember((string, string, string) key)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            while (order.TryPeek(out var oldest) && (order.Count >= MaxRemembered || now - oldest.At >= Standing))
            {
                order.Dequeue();
                remembered.Remove(oldest.Key);
            }

            if (!remembered.Add(key))
            {
                return false;
            }

            order.Enqueue((key, now));
            return true;
        }
    }

    // What was not noted must not stand for later readings.
    private void Forget((string, string, string) key)
    {
        lock (gate)
        {
            remembered.Remove(key);
        }
    }

    [LoggerMessage(4020, LogLevel.Warning, "{Person} read personal data ({Action}), and the audit trail had no room for the note.")]
    private partial void NotNoted(string person, string action);

    [LoggerMessage(4021, LogLevel.Error, "The audit trail cannot be written; the note of {Action} is tried again.")]
    private partial void NotWritten(Exception failure, string action);

    private sealed record Note(AuditDeed Deed, TaskCompletionSource Written);
}
