using Kotwal.Collectors.Framing;
using Kotwal.Events;

namespace Kotwal.Collectors.Elastic;

/// <summary>What reading a bulk request promises for any bytes: the body of its fuzz target.</summary>
internal static class BulkPromises
{
    private const int MaxBytes = 4096;

    private static readonly RecordOrigin Sender = new() { Source = "fuzz", Transport = BulkDoor.Kind };

    /// <summary>Reads each line as an action, twice; gives the promise that was broken, or null.</summary>
    public static string? Broken(ReadOnlySpan<byte> body)
    {
        var lines = new List<Framed>();
        var consumed = new LineFramer(MaxBytes, keepsEmpty: true).Read(body, isEnd: true, lines);
        if (consumed != body.Length)
        {
            return "A body is consumed to its end.";
        }

        var actions = new BulkActions(Sender, new BulkDefaults("logs", null));
        foreach (var line in lines)
        {
            var bytes = body.Slice(line.Start, line.Length);
            if (actions.Read(bytes) is not { } read)
            {
                continue;
            }

            if (actions.Read(bytes) is not { } again || again.Action != read.Action)
            {
                return "A line that is read again says the same.";
            }

            if (read.Action.Error is null && (read.Action.Index.Length is 0 or > 255 || read.Action.Id is { Length: > 512 } || read.Origin.Attributes.Count == 0))
            {
                return "An action that is taken has an index, bounded names and attributes.";
            }
        }

        return null;
    }
}
