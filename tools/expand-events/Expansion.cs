using System.Collections.Immutable;
using System.IO.Compression;

namespace Kotwal.ExpandEvents;

/// <summary>Endless events after the models of real ones. The same seed gives the same events, and each can be made alone.</summary>
/// <param name="folder">Folder with the files of real events.</param>
/// <param name="seed">Which of the possible streams.</param>
/// <param name="start">When the first event happened.</param>
/// <param name="eventsPerSecond">How dense they are.</param>
internal sealed class Expansion(string folder, ulong seed, DateTimeOffset start, int eventsPerSecond)
{
    // Shares of a hundred: much traffic, some hosts, fewer alerts.
    private readonly ImmutableArray<Kind> kinds =
    [
        new("zeek", 50, Read(Path.Combine(folder, "zeek.jsonl.gz"))),
        new("windows", 35, Read(Path.Combine(folder, "windows-flat.jsonl.gz"))),
        new("suricata", 15, Read(Path.Combine(folder, "suricata-eve.jsonl.gz"))),
    ];

    private readonly EventValues values = new();

    /// <summary>Makes one event.</summary>
    /// <param name="number">Its number in the stream.</param>
    /// <param name="output">Gets its line.</param>
    /// <returns>What sent it, from where and when.</returns>
    public (string Source, string Sender, DateTimeOffset Time) Make(long number, LineBuffer output)
    {
        var time = start.AddMicroseconds(number * 1_000_000.0 / eventsPerSecond);
        values.Set(seed, number, time);
        var draw = (int)(values.Draw(300) % 100);
        var kind = kinds[0];
        foreach (var other in kinds)
        {
            kind = other;
            if ((draw -= other.Share) < 0)
            {
                break;
            }
        }

        output.Clear();
        kind.Lines[(int)(values.Draw(301) % (ulong)kind.Lines.Length)].Write(values, output);
        return (kind.Source, values.HostAddress, time);
    }

    private static ImmutableArray<LineTemplate> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var lines = ImmutableArray.CreateBuilder<LineTemplate>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                lines.Add(new LineTemplate(line));
            }
        }

        return lines.ToImmutable();
    }

    private sealed record Kind(string Source, int Share, ImmutableArray<LineTemplate> Lines);
}
