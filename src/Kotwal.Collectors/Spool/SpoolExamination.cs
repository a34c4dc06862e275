using System.Globalization;

namespace Kotwal.Collectors.Spool;

/// <summary>
/// Looks at every byte of a spool's folder and changes nothing, also while a server writes to it. What lies before the released
/// position is done with, and damage there is none.
/// </summary>
public sealed class SpoolExamination
{
    private readonly ISpoolDisk disk;
    private readonly bool isInUse;
    private readonly List<SpoolFault> faults = [];
    private long records;

    private SpoolExamination(ISpoolDisk disk, bool isInUse)
    {
        this.disk = disk;
        this.isInUse = isInUse;
    }

    /// <summary>Examines a folder; null when there is no spool in it.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static SpoolVerdict? Examine(string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder).Any())
        {
            return null;
        }

        return Examine(new FolderDisk(folder, isReadOnly: true), SpoolLock.IsHeld(folder), cancel);
    }

    internal static SpoolVerdict Examine(ISpoolDisk disk, bool isInUse, CancellationToken cancel) =>
        new SpoolExamination(disk, isInUse).Run(cancel);

    private SpoolVerdict Run(CancellationToken cancel)
    {
        var names = disk.List();
        var segments = Headers(names);
        var id = IdOf(names, segments);
        var checkpoint = CheckpointOf(names, segments);
        var reached = checkpoint?.Released ?? (segments.Count == 0 ? 0 : segments[0].Start);
        var released = reached;
        for (var i = 0; i < segments.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var next = i + 1 < segments.Count ? segments[i + 1] : null;
            reached = Look(segments[i], next, id, released, reached);
        }

        return new SpoolVerdict(
            id, isInUse, segments.Count, segments.Sum(segment => segment.Bytes), records, released, reached,
            checkpoint is { ReceivedAt: > 0 } known ? DateTimeOffset.UnixEpoch.AddTicks(known.ReceivedAt / 100) : null, faults);
    }

    private List<Found> Headers(IReadOnlyList<string> names)
    {
        var found = new List<Found>();
        Span<byte> head = stackalloc byte[SegmentHeader.Bytes];
        foreach (var start in names.Select(SegmentHeader.BaseOf).OfType<long>().Order())
        {
            var name = SegmentHeader.NameOf(start);
            try
            {
                using var file = disk.Open(name);
                found.Add(new(name, start, file.Length, SegmentHeader.Read(head[..file.Read(head, 0)])));
            }
            catch (FileNotFoundException)
            {
                // The server was done with it since the folder was listed.
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                faults.Add(new(SpoolFaultKind.Unreadable, name, start, start, refused.Message));
            }
        }

        return found;
    }

    private Guid? IdOf(IReadOnlyList<string> names, List<Found> segments)
    {
        var said = names.Contains(SpoolRecovery.IdName) ? SpoolRecovery.ReadId(disk) : null;
        var id = SpoolRecovery.Choose(said, segments.Select(segment => segment.Header?.Spool));
        if (said is null || id != said)
        {
            faults.Add(new(SpoolFaultKind.NoId, SpoolRecovery.IdName, 0, 0, id is null
                ? "The spool's id is gone, and no segment says it: what the segments hold cannot be read."
                : "The spool's id is missing or damaged; a segment says what it is."));
        }

        return id;
    }

    private Checkpoint? CheckpointOf(IReadOnlyList<string> names, List<Found> segments)
    {
        var known = names.Contains(Checkpoint.Name) ? Checkpoint.Read(disk) : null;
        if (known is null && (names.Contains(Checkpoint.Name) || segments is [{ Start: > 0 }, ..]))
        {
            faults.Add(new(
                SpoolFaultKind.NoCheckpoint, Checkpoint.Name, 0, 0, "The note of what is done with is missing or damaged: everything is read again, and what is stored is recognised."));
        }
        else if (known is { Released: var released } && segments.Count == 0 && released > 0)
        {
            faults.Add(new(SpoolFaultKind.MissingBytes, Checkpoint.Name, released, released, "No segment file is left, though positions were in use. Records that were not processed are lost."));
        }

        return known;
    }

    /// <summary>Walks over one segment; gives the position up to which the spool is whole or told to be damaged.</summary>
    private long Look(Found segment, Found? next, Guid? id, long released, long reached)
    {
        var limit = next is null ? long.MaxValue : next.Header?.PreviousEnd ?? next.Start;
        if (limit <= segment.Start || (next is null && segment.Bytes < SegmentHeader.Bytes))
        {
            // A write that failed, or a file that was being made: nobody was told that it holds anything.
            return reached;
        }

        if (segment.Header is null)
        {
            faults.Add(new(SpoolFaultKind.DamagedHead, segment.Name, segment.Start, segment.Start + SegmentHeader.Bytes, "The segment's head is damaged; its records are read all the same."));
        }
        else if (segment.Header.Value.PreviousEnd > reached)
        {
            Missing(segment.Name, reached, segment.Header.Value.PreviousEnd);
        }

        var end = Math.Min(segment.Start + (segment.Bytes & ~(Frame.Alignment - 1L)), limit);
        if (id is { } known)
        {
            Walk(segment, end, SpoolRecovery.KeyOf(known), released, isLast: next is null);
        }

        return Math.Max(reached, end);
    }

    private void Walk(Found segment, long end, long key, long released, bool isLast)
    {
        try
        {
            using var cursor = new SegmentCursor(disk.Open(segment.Name), segment.Start, key, (from, to) => Damaged(segment.Name, from, to, released));
            while (cursor.TryNext(end, mayRefill: true, out var frame, out _))
            {
                records += frame.Kind == FrameKind.Record ? 1 : 0;
            }

            if (!isLast)
            {
                cursor.EndDamage();
            }
            else if (!isInUse && segment.Start + segment.Bytes is var fileEnd && cursor.WholeEnd < fileEnd)
            {
                faults.Add(new(
                    SpoolFaultKind.TornTail, segment.Name, cursor.WholeEnd, fileEnd,
                    Words($"The last {fileEnd - cursor.WholeEnd} bytes are no whole write. Nothing in them was acknowledged, unless the disk damaged them later. The next start cuts them.")));
            }
        }
        catch (FileNotFoundException)
        {
            // Done with in this very moment.
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(SpoolFaultKind.Unreadable, segment.Name, segment.Start, end, refused.Message));
        }
    }

    private void Damaged(string name, long from, long to, long released)
    {
        if (to > released)
        {
            faults.Add(new(SpoolFaultKind.DamagedBytes, name, from, to, Words($"The bytes from position {from} to {to} fail their check; records in them are lost.")));
        }
    }

    private void Missing(string name, long from, long to) =>
        faults.Add(new(SpoolFaultKind.MissingBytes, name, from, to, Words($"The bytes from position {from} to {to} before this file are missing: a segment file is gone or was cut short.")));

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Found(string Name, long Start, long Bytes, SegmentHeader? Header);
}
