using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Spool;
using Kotwal.Events;

namespace Kotwal.Collectors.Bodies;

/// <summary>Why a request is not taken, or not to its end.</summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Detail">What happened and what to do next.</param>
internal sealed record BodyRefusal(int Status, string Detail);

/// <summary>Takes what was framed of one body. Used by one thread at a time.</summary>
internal interface IRecordIntake
{
    /// <summary>Makes the records durable, or says why the body is read no further.</summary>
    /// <param name="entries">In their order; valid until the call completes.</param>
    /// <param name="isEnd">True when nothing follows.</param>
    /// <param name="cancel">Ends the wait.</param>
    ValueTask<BodyRefusal?> TakeAsync(IReadOnlyList<SpoolEntry> entries, bool isEnd, CancellationToken cancel);
}

/// <summary>Each framed piece is a record of one origin.</summary>
internal sealed class PlainIntake(BodyReader bodies, RecordOrigin origin, SourceAccount account) : IRecordIntake
{
    /// <summary>Records that are durable, also when the request was refused in its middle.</summary>
    public long Accepted { get; private set; }

    public async ValueTask<BodyRefusal?> TakeAsync(IReadOnlyList<SpoolEntry> entries, bool isEnd, CancellationToken cancel)
    {
        for (var i = 0; i < entries.Count; i += BodyReader.MaxEntries)
        {
            var part = entries.Count <= BodyReader.MaxEntries ? entries : [.. entries.Skip(i).Take(BodyReader.MaxEntries)];
            if (await bodies.AppendAsync(origin, part, account, cancel) is { } refusal)
            {
                return refusal;
            }

            Accepted += part.Count;
        }

        return null;
    }
}
