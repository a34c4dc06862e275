using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Kotwal.Lake.Seals;

namespace Kotwal.Lake.Evidence;

/// <summary>A zip that notes the SHA-256 of each file as it is written, and ends with the list of them, signed.</summary>
internal sealed class EvidenceArchive(Stream output) : IDisposable
{
    public const string Sums = "SHA256SUMS";

    public const string Signature = Sums + ".sig";

    private readonly ZipArchive zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly StringBuilder sums = new();

    public Task AddAsync(string name, string text, CancellationToken cancel) => AddAsync(name, Encoding.UTF8.GetBytes(text), cancel);

    public Task AddAsync(string name, byte[] content, CancellationToken cancel) =>
        AddAsync(name, async stream => await stream.WriteAsync(content, cancel).ConfigureAwait(false));

    public async Task AddFileAsync(string name, string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await AddAsync(name, stream => file.CopyToAsync(stream, cancel)).ConfigureAwait(false);
    }

    public async Task AddAsync(string name, Func<Stream, Task> write)
    {
        using var hash = SHA256.Create();
        var isPacked = name.EndsWith(".parquet", StringComparison.Ordinal);
        await using (var entry = zip.CreateEntry(name, isPacked ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open())
        {
            await using var hashing = new CryptoStream(entry, hash, CryptoStreamMode.Write, leaveOpen: true);
            await write(hashing).ConfigureAwait(false);
            await hashing.FlushFinalBlockAsync().ConfigureAwait(false);
        }

        // Two spaces: the form of sha256sum.
        sums.Append(Convert.ToHexStringLower(hash.Hash!)).Append("  ").Append(name).Append('\n');
    }

    /// <summary>Writes the list and its signature, and closes the archive.</summary>
    /// <returns>SHA-256 of the list.</returns>
    public string Finish(SealKey key)
    {
        var list = Encoding.UTF8.GetBytes(sums.ToString());
        Write(Sums, list);
        Write(Signature, key.Sign(list));
        zip.Dispose();
        return Convert.ToHexStringLower(SHA256.HashData(list));
    }

    public void Dispose() => zip.Dispose();

    private void Write(string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }
}
