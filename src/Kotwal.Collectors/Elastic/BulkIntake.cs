using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Bodies;
using Kotwal.Collectors.Framing;
using Kotwal.Collectors.Spool;
using Kotwal.Events;
using Microsoft.AspNetCore.Http;

namespace Kotwal.Collectors.Elastic;

/// <summary>One item of a request and what became of it.</summary>
internal readonly record struct BulkItem(BulkKind Kind, string Index, string? Id, BulkError? Error);

/// <summary>
/// Takes the lines of a bulk request: action and document by turns. When documents cannot be made durable the whole request is
/// refused, although some of them are: senders are known that lose what is only refused item by item.
/// </summary>
/// <param name="bodies">Where documents become durable.</param>
/// <param name="actions">Reads the action lines.</param>
/// <param name="account">Where documents are counted.</param>
/// <param name="budget">What the lists of items of all requests may take together.</param>
internal sealed class BulkIntake(BodyReader bodies, BulkActions actions, SourceAccount account, ByteBudget budget) : IRecordIntake, IDisposable
{
    private const int ItemBytes = 32;
    private const int IdBytes = 64;
    private const string Action = "action";

    private readonly List<BulkItem> items = [];
    private readonly List<Run> runs = [];
    private readonly List<Task<BodyRefusal?>> appends = [];
    private (BulkAction Action, RecordOrigin Origin)? pending;
    private long lines;
    private long borrowed;

    /// <summary>The items in their order.</summary>
    public IReadOnlyList<BulkItem> Items => items;

    public async ValueTask<BodyRefusal?> TakeAsync(IReadOnlyList<SpoolEntry> entries, bool isEnd, CancellationToken cancel)
    {
        runs.Clear();
        var problem = ReadLines(entries);
        if (problem is null && isEnd && pending is not null)
        {
            account.Refused(Action, 1);
            problem = new(StatusCodes.Status400BadRequest, $"The request ends after the action of line {lines}: its document is missing.");
        }

        // What stands before a line that cannot be read is kept: it is whole.
        return await AppendAsync(cancel) ?? problem;
    }

    public void Dispose() => budget.Give(borrowed);

    private BodyRefusal? ReadLines(IReadOnlyList<SpoolEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            lines++;
            var refusal = pending is null ? TakeAction(entries[i]) : TakeDocument(entries[i]);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private BodyRefusal? TakeAction(SpoolEntry line)
    {
        if (line.Payload.IsEmpty)
        {
            return null;
        }

        if (line.IsTruncated || actions.Read(line.Payload.Span) is not { } read)
        {
            account.Refused(Action, 1);
            return new(StatusCodes.Status400BadRequest, $"Malformed action/metadata line [{lines}]: an object with index, create, update or delete was expected.");
        }

        if (read.Action.HasDocument)
        {
            pending = read;
            return null;
        }

        return Refuse(read.Action, BulkError.Unsupported);
    }

    private BodyRefusal? TakeDocument(SpoolEntry document)
    {
        var (action, origin) = pending!.Value;
        pending = null;
        if ((action.Error ?? (document.Payload.IsEmpty ? BulkError.Empty : null)) is { } error)
        {
            return Refuse(action, error);
        }

        if (Note(action, null) is { } refusal)
        {
            account.Refused("full", 1);
            return refusal;
        }

        if (runs.Count == 0 || !ReferenceEquals(runs[^1].Origin, origin) || runs[^1].Entries.Count == BodyReader.MaxEntries)
        {
            runs.Add(new Run(origin, []));
        }

        runs[^1].Entries.Add(document);
        return null;
    }

    private BodyRefusal? Refuse(BulkAction action, BulkError error)
    {
        account.Refused(Action, 1);
        return Note(action, error);
    }

    private BodyRefusal? Note(BulkAction action, BulkError? error)
    {
        var bytes = ItemBytes + (action.Id is { } id ? IdBytes + (2 * id.Length) : 0);
        if (!budget.TryTake(bytes))
        {
            return new(StatusCodes.Status503ServiceUnavailable, "Too many items are being read. Come back later, with fewer at a time.");
        }

        borrowed += bytes;
        items.Add(new BulkItem(action.Kind, action.Index, action.Id, error));
        return null;
    }

    // Runs are appended side by side, so that one flush of the disk serves them all; the spool keeps their order.
    private async ValueTask<BodyRefusal?> AppendAsync(CancellationToken cancel)
    {
        appends.Clear();
        foreach (var run in runs)
        {
            appends.Add(bodies.AppendAsync(run.Origin, run.Entries, account, cancel));
        }

        var outcomes = await Task.WhenAll(appends);
        return Array.Find(outcomes, outcome => outcome is not null);
    }

    private readonly record struct Run(RecordOrigin Origin, List<SpoolEntry> Entries);
}
