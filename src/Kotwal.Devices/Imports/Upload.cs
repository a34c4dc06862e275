using System.Globalization;
using Kotwal.City.Data;
using Kotwal.Inventory;
using Kotwal.Inventory.Formats;

namespace Kotwal.Devices.Imports;

/// <summary>
/// A document of a stranger, kept in a file of the program's own while it is looked at, and gone afterwards. Nothing of it is ever
/// unpacked to disk. For one user at a time.
/// </summary>
public sealed class Upload : IDisposable
{
    private const int MaxName = 200;

    private readonly FileStream file;

    private Upload(FileStream file, string name)
    {
        this.file = file;
        Name = name;
    }

    /// <summary>The document's name as its sender gave it; only ever shown, and looked at to tell the format.</summary>
    public string Name { get; }

    public long Bytes => file.Length;

    /// <summary>Keeps a document.</summary>
    /// <param name="document">The document; the caller owns it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="maxBytes">Most bytes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="InventoryException">It is longer; nothing of it is kept.</exception>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static async Task<Upload> KeepAsync(Stream document, string name, long maxBytes, CancellationToken cancel)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), "kotwal-import-" + Path.GetRandomFileName()), options);
        try
        {
            var buffer = new byte[64 * 1024];
            var length = 0L;
            for (var taken = await document.ReadAsync(buffer, cancel); taken > 0; taken = await document.ReadAsync(buffer, cancel))
            {
                length += taken;
                if (length > maxBytes)
                {
                    throw TooLarge(maxBytes);
                }

                await file.WriteAsync(buffer.AsMemory(0, taken), cancel);
            }

            await file.FlushAsync(cancel);

            return new(file, StorableText.Of(name.Length > MaxName ? name[..MaxName] : name));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>What is told to who sends more than is taken.</summary>
    public static InventoryException TooLarge(long maxBytes) => new(
        $"The document is larger than the {maxBytes.ToString("N0", CultureInfo.InvariantCulture)} bytes that are taken (Devices:MaxImportBytes).");

    /// <summary>The format that is surest of the document; null when none knows it.</summary>
    public IInventoryFormat? Detect()
    {
        Span<byte> start = stackalloc byte[InventoryLimits.DetectBytes];
        var length = Open().ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return InventoryFormats.Detect(start[..length], Name);
    }

    /// <summary>The document from its beginning; what was opened before is at its beginning again, too.</summary>
    public Stream Open()
    {
        file.Position = 0;
        return file;
    }

    public void Dispose() => file.Dispose();
}
