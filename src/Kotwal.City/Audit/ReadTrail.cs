using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kotwal.City.Audit;

/// <summary>
/// Notes in the audit trail who read personal data: once for a person, deed and subject in an hour, since a page that stays open
/// reads again and again. The answer waits for the note for a moment and not longer; a trail that cannot be written now is tried
/// again until it can. Who cannot even be put in the line is refused. Safe for many threads.
/// </summary>
public sealed partial class ReadTrail(IAuditTrail trail, AuditAddress address, TimeProvider clock, ILogger<ReadTrail> log) : BackgroundService
{
    /// <summary>Notes that may wait to be written. Beyond them a reader waits its moment, and then is refused and counted.</summary>
    public const int MaxWaiting = 1_000;

    /// <summary>Notes that are remembered so that they are not made again; beyond them the oldest are forgotten.</summary>
    public const int MaxRemembered = 20_000;

    /// <summary>How long an answer waits for its note.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How long one note stands for all readings of the same.</summary>
    public static readonly TimeSpan Standing = TimeSpan.FromHours(1);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly HashSet<NoteKey> remembered = [];
    private readonly Queue<(NoteKey Key, DateTimeOffset At)> order = new();
    private readonly Channel<Note> waiting = Channel.CreateBounded<Note>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    /// <summary>Notes a reading, unless the same was noted within the hour.</summary>
    /// <param name="user">Who reads.</param>
    /// <param name="action">The deed: <c>event.read</c>.</param>
    /// <param name="subject">What is read: an id or a filter.</param>
    /// <param name="cancel">Stops the waiting, not the writing.</param>
    /// <exception cref="ReadNotNotedException">The note cannot be taken; nothing may be shown.</exception>
    public Task NoteAsync(ClaimsPrincipal user, string action, string subject, CancellationToken cancel) =>
        NoteAsync(user, new Reading(action, subject), cancel);

    /// <inheritdoc cref="NoteAsync(ClaimsPrincipal, string, string, CancellationToken)"/>
    /// <param name="user">Who reads.</param>
    /// <param name="reading">What is read.</param>
    /// <param name="cancel">Stops the waiting, not the writing.</param>
    public async Task NoteAsync(ClaimsPrincipal user, Reading reading, CancellationToken cancel)
    {
        var name = user.Identity?.Name ?? "";
        var key = NoteKey.Of(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? name, reading);
        if (!TryRemember(key))
        {
            return;
        }

        // The writer runs outside of the request, where nobody knows the address any more.
        var deed = new AuditDeed(name, reading.Action, reading.Subject, reading.Result, reading.Detail) { Address = address.Find() };
        var note = new Note(deed, new(TaskCreationOptions.RunContinuationsAsynchronously));
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
            Forget(key);
            cancel.ThrowIfCancellationRequested();
            CityMeter.ReadsNotNoted.Add(1);
            NotNoted(name, reading.Action);
            throw new ReadNotNotedException();
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

    private bool TryRemember(NoteKey key)
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
    private void Forget(NoteKey key)
    {
        lock (gate)
        {
            remembered.Remove(key);
        }
    }

    [LoggerMessage(4020, LogLevel.Warning, "{Person} was refused ({Action}): the audit trail had no room for the note.")]
    private partial void NotNoted(string person, string action);

    [LoggerMessage(4021, LogLevel.Error, "The audit trail cannot be written; the note of {Action} is tried again.")]
    private partial void NotWritten(Exception failure, string action);

    private sealed record Note(AuditDeed Deed, TaskCompletionSource Written);

    /// <summary>Names need not be one person's alone, and a hunt has any length: so ids and hashes are compared.</summary>
    private readonly record struct NoteKey(string Person, string Action, AuditResult Result, string Identity)
    {
        public static NoteKey Of(string person, Reading reading) =>
            new(person, reading.Action, reading.Result, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(reading.Identity))));
    }
}
