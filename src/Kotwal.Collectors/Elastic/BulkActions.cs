using Kotwal.Events;

namespace Kotwal.Collectors.Elastic;

/// <summary>
/// Reads action lines. Shippers repeat a few lines over and over: those are read once, and their documents share one origin.
/// For one thread.
/// </summary>
internal sealed class BulkActions(RecordOrigin sender, BulkDefaults defaults)
{
    private const int MaxKnown = 16;
    private const int LongestKnownBytes = 512;

    private readonly List<(byte[] Line, BulkAction Action, RecordOrigin Origin)> known = [];
    private int next;

    /// <summary>Reads a line; null when it is no action.</summary>
    public (BulkAction Action, RecordOrigin Origin)? Read(ReadOnlySpan<byte> line)
    {
        foreach (var (bytes, action, origin) in known)
        {
            if (line.SequenceEqual(bytes))
            {
                return (action, origin);
            }
        }

        if (BulkAction.Read(line, defaults) is not { } read)
        {
            return null;
        }

        var from = read.Error is null ? read.From(sender) : sender;
        if (read.Id is null && line.Length <= LongestKnownBytes)
        {
            Keep((line.ToArray(), read, from));
        }

        return (read, from);
    }

    private void Keep((byte[] Line, BulkAction Action, RecordOrigin Origin) entry)
    {
        if (known.Count < MaxKnown)
        {
            known.Add(entry);
        }
        else
        {
            known[next++ % MaxKnown] = entry;
        }
    }
}
