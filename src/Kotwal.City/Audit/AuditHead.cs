using System.Text.Json;
using Kotwal.City.Data;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Audit;

/// <summary>
/// The note of the last entry, in the file <c>audit.head</c> of the data folder: outside the ledger, so that cutting off the
/// newest entries shows. It may lag behind the trail (a crash between the two, another process), and never runs ahead of it. Only
/// who has seen the noted entry in the trail may note a newer one: else what was cut off would be forgotten.
/// </summary>
internal sealed class AuditHead(IOptions<CityOptions> options)
{
    private const int Version = 1;

    private string File => Path.Combine(options.Value.Folder, "audit.head");

    /// <summary>Notes an entry that is durable; an older one than is noted changes nothing. One caller at a time.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    internal void Note(AuditEntry entry)
    {
        if (Read() is { } noted && noted.Sequence >= entry.Sequence)
        {
            return;
        }

        PrivateFolder.Create(options.Value.Folder);
        var fresh = $"{File}.{Environment.ProcessId}";
        PrivateFolder.CreateFile(fresh);
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, new Noted(Version, entry.Sequence, Convert.ToHexStringLower(entry.Hash)));
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(fresh, File, overwrite: true);
    }

    /// <summary>What was noted; null when there is no note, or one that cannot be read.</summary>
    internal Noted? Read()
    {
        try
        {
            var noted = JsonSerializer.Deserialize<Noted>(System.IO.File.ReadAllBytes(File));
            return noted is { Version: Version } ? noted : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    internal sealed record Noted(int Version, long Sequence, string Hash);
}
