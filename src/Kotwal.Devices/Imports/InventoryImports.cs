using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Graph.Imports;
using Kotwal.Inventory;
using Kotwal.Inventory.Formats;

namespace Kotwal.Devices.Imports;

/// <summary>
/// Reads documents into the city's graph, for pages, for the API and for the command line. Only those import who reach the whole
/// city. Each import is in the audit trail before it is done. Safe for many threads.
/// </summary>
public sealed class InventoryImports(GraphImports imports, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>Says what an import would do. Records nothing.</summary>
    /// <exception cref="InventoryException">The order cannot be followed, or the document is not what it was said to be.</exception>
    public async Task<ImportReport> PreviewAsync(Upload document, ImportOrder order, CancellationToken cancel)
    {
        // A large document takes seconds of work; the thread of whoever asks is not the place for it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var (format, reading) = Begin(document, order);
        var plan = imports.Plan(Items(document, format, reading, cancel), RequestOf(order, format));
        return ReportOf(order, format, reading, plan, isRecorded: false);
    }

    /// <summary>Imports a document.</summary>
    /// <exception cref="InventoryException">The order cannot be followed, or the document is not what it was said to be; nothing was recorded.</exception>
    public async Task<ImportReport> ImportAsync(Upload document, ImportOrder order, string person, CancellationToken cancel)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var (format, reading) = Begin(document, order);
        var deed = new AuditDeed(person, "city.import", document.Name, AuditResult.Done, $"{format.Name} as {order.SourceOf(format)}, {document.Bytes} bytes{(order.IsOwn ? ", as our own" : "")}");
        await audit.WriteAsync(deed, cancel);
        try
        {
            var plan = await imports.ImportAsync(
                Items(document, format, reading, cancel), RequestOf(order, format), person, document.Name, cancel);
            return ReportOf(order, format, reading, plan, isRecorded: !plan.IsEmpty);
        }
        catch (InventoryException refused)
        {
            await audit.WriteAsync(deed with { Result = AuditResult.Failed, Detail = refused.Message }, CancellationToken.None);
            throw;
        }
    }

    private static (IInventoryFormat Format, InventoryReading Reading) Begin(Upload document, ImportOrder order)
    {
        if (order.Refusal() is { } refusal)
        {
            throw new InventoryException(refusal);
        }

        var format = (order.Format is { } name ? InventoryFormats.Find(name) : document.Detect())
            ?? throw new InventoryException("No format knows this document. Name its format.");
        return (format, new InventoryReading(order.Mapping, TakesOwn: order.IsOwn));
    }

    private static IEnumerable<InventoryItem> Items(Upload document, IInventoryFormat format, InventoryReading reading, CancellationToken cancel)
    {
        foreach (var item in format.Read(document.Open(), reading))
        {
            cancel.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    private ImportRequest RequestOf(ImportOrder order, IInventoryFormat format) =>
        new(order.SourceOf(format), clock.GetUtcNow(), Reach.WholeCity, order.IsComplete);

    private static ImportReport ReportOf(ImportOrder order, IInventoryFormat format, InventoryReading reading, ImportPlan plan, bool isRecorded) =>
        new(format.Name, order.SourceOf(format), isRecorded, plan, reading.Problems, reading.ProblemCount);
}
