using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Collectors.Spool;

/// <summary>
/// Mends what an examination found, while no server runs. Nothing is destroyed: files that are changed were copied aside before, and
/// bytes that fail their check stay in their place, inside a frame that readers pass over.
/// </summary>
public static class SpoolRepair
{
    private const int MaxVoidBytes = 1 << 20;
    private const int BlockBytes = 1 << 20;
    private const string TemporaryEnding = ".mending";

    /// <summary>Mends what can be mended.</summary>
    /// <param name="folder">The spool's folder.</param>
    /// <param name="verdict">What was found in it.</param>
    /// <param name="setAside">Copies a file, named by its full path, to where it is kept.</param>
    /// <exception cref="IOException">The spool is in use, or the disk refused; what was there is still there.</exception>
    public static void Mend(string folder, SpoolVerdict verdict, Action<string> setAside)
    {
        using var ownership = SpoolLock.Take(folder);
        foreach (var name in verdict.Faults.Where(fault => fault.CanBeMended).Select(fault => fault.File).Distinct())
        {
            if (File.Exists(Path.Combine(folder, name)))
            {
                setAside(Path.Combine(folder, name));
            }
        }

        Mend(new FolderDisk(folder), verdict);
    }

    internal static void Mend(ISpoolDisk disk, SpoolVerdict verdict)
    {
        if (verdict.Id is { } id)
        {
            foreach (var file in verdict.Faults.Where(fault => fault.Kind is SpoolFaultKind.DamagedBytes or SpoolFaultKind.DamagedHead).GroupBy(fault => fault.File))
            {
                Rewrite(disk, file.Key, id, [.. file]);
            }
        }

        // The tail, the id and the checkpoint are mended as every start mends them.
        using var meter = new SpoolMeter();
        var opened = new SpoolRecovery(disk, meter, NullLogger.Instance).Open();
        Checkpoint.Write(disk, new Checkpoint(opened.Released, opened.ReceivedAt));
    }

    // A crash amid a repair leaves the old file or the new one.
    private static void Rewrite(ISpoolDisk disk, string name, Guid id, List<SpoolFault> faults)
    {
        var start = SegmentHeader.BaseOf(name)!.Value;
        using (var from = disk.Open(name))
        using (var to = disk.Create(name + TemporaryEnding))
        {
            Copy(from, to);
            foreach (var fault in faults)
            {
                if (fault.Kind == SpoolFaultKind.DamagedHead)
                {
                    var head = new byte[SegmentHeader.Bytes];
                    new SegmentHeader(id, start, PreviousEnd(disk, start, id)).Write(head);
                    to.Write(head, 0);
                }
                else
                {
                    Enclose(to, start, fault, SpoolRecovery.KeyOf(id));
                }
            }

            to.Flush();
        }

        disk.Rename(name + TemporaryEnding, name);
        disk.Flush();
    }

    private static void Copy(ISpoolFile from, ISpoolFile to)
    {
        var block = new byte[BlockBytes];
        var offset = 0L;
        for (int read; (read = from.Read(block, offset)) > 0; offset += read)
        {
            to.Write(block.AsSpan(0, read), offset);
        }
    }

    /// <summary>Makes frames of damaged bytes, so that the search for the next whole one is not needed any more.</summary>
    private static void Enclose(ISpoolFile file, long start, SpoolFault fault, long key)
    {
        for (var position = fault.From; fault.To - position >= Frame.HeaderBytes;)
        {
            var length = (int)Math.Min(fault.To - position, MaxVoidBytes);
            if (fault.To - position - length is > 0 and < Frame.HeaderBytes)
            {
                length -= Frame.HeaderBytes;
            }

            var bytes = new byte[length];
            file.Read(bytes, position - start);
            var payload = bytes[Frame.HeaderBytes..];
            new Frame(FrameKind.Void, IsTruncated: false, payload.Length, 0, 0, Frame.CheckOf(payload)).Write(bytes, payload, position, key);
            file.Write(bytes, position - start);
            position += length;
        }
    }

    /// <summary>Where the segment before ends, by what is whole in it.</summary>
    private static long PreviousEnd(ISpoolDisk disk, long start, Guid id)
    {
        var before = disk.List().Select(SegmentHeader.BaseOf).OfType<long>().Where(other => other < start).DefaultIfEmpty(-1).Max();
        if (before < 0)
        {
            return 0;
        }

        var file = disk.Open(SegmentHeader.NameOf(before));
        var end = Math.Min(before + (file.Length & ~(Frame.Alignment - 1L)), start);
        using var cursor = new SegmentCursor(file, before, SpoolRecovery.KeyOf(id), (_, _) => { });
        while (cursor.TryNext(end, mayRefill: true, out _, out _))
        {
        }

        return cursor.WholeEnd;
    }
}
