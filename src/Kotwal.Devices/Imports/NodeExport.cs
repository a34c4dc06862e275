using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.Inventory;
using Kotwal.Inventory.Formats;

namespace Kotwal.Devices.Imports;

/// <summary>Writes the nodes that somebody reaches as a document. Each export is in the audit trail before it begins.</summary>
public sealed class NodeExport(CityGraph graph, IAuditTrail audit)
{
    /// <summary>Formats that can be written.</summary>
    public static IReadOnlyList<IInventoryWriter> Formats { get; } = [.. InventoryFormats.All.OfType<IInventoryWriter>()];

    /// <summary>Writes the document to a file of its own, which is gone when the stream is closed. The caller owns the stream.</summary>
    /// <exception cref="InventoryException">A node has no place in this format; the message says which and why.</exception>
    public async Task<Stream> WriteAsync(IInventoryWriter format, Reach reach, string person, CancellationToken cancel)
    {
        await audit.WriteAsync(new(person, "node.export", format.Name, AuditResult.Done), cancel);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var path = Path.Combine(Path.GetTempPath(), "kotwal-export-" + Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        try
        {
            format.Write(Items(reach, cancel), file);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    // A node that nobody has confirmed is no part of the inventory.
    private IEnumerable<InventoryItem> Items(Reach reach, CancellationToken cancel)
    {
        foreach (var item in GraphItems.Of(graph.Current.Nodes(reach).Where(node => node.State == NodeStates.Confirmed), reach))
        {
            cancel.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
