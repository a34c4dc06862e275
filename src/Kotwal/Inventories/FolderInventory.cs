using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Graph;
using Kotwal.Devices.Imports;
using Kotwal.Inputs;
using Kotwal.Inventory;
using Kotwal.Serving;

namespace Kotwal.Inventories;

/// <summary>Inventories into and out of the graph of a data folder, without a server.</summary>
internal static class FolderInventory
{
    private const string By = "command line";

    /// <summary>Imports a document, or says what that would do. A server on the same folder would plan against another graph, so there must be none.</summary>
    /// <exception cref="BadInputException">A server runs on the folder, or the document is not what it was said to be.</exception>
    public static async Task<CityAnswer> ImportAsync(string folder, string? config, string file, ImportOrder order, bool isPreview, CancellationToken cancel)
    {
        using var alone = TakeFolder(folder);
        await using var city = await OpenAsync(folder, config, cancel);
        var imports = city.GetRequiredService<InventoryImports>();
        try
        {
            await using var document = File.OpenRead(file);
            using var upload = await Upload.KeepAsync(document, Path.GetFileName(file), long.MaxValue, cancel);
            return AnswerOf(isPreview ? await imports.PreviewAsync(upload, order, cancel) : await imports.ImportAsync(upload, order, By, cancel));
        }
        catch (InventoryException wrong)
        {
            throw new BadInputException($"{file}: {wrong.Message}");
        }
    }

    /// <summary>Writes the whole city; works while a server runs, too.</summary>
    public static async Task ExportAsync(string folder, string? config, IInventoryWriter format, Stream output, CancellationToken cancel)
    {
        await using var city = await OpenAsync(folder, config, cancel);
        try
        {
            await using var document = await city.GetRequiredService<NodeExport>().WriteAsync(format, Reach.WholeCity, By, cancel);
            await document.CopyToAsync(output, cancel);
        }
        catch (InventoryException wrong)
        {
            throw new BadInputException(wrong.Message);
        }
    }

    private static async Task<ServiceProvider> OpenAsync(string folder, string? config, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            throw new BadInputException($"{folder}: no such data folder.");
        }

        var city = CityState.Open(folder, config);
        await city.GetRequiredService<CityDatabase>().PrepareAsync(cancel);
        await city.GetRequiredService<CityGraph>().LoadAsync(cancel);
        return city;
    }

    // The lock of the spool is held by a server as long as it runs; while we hold it, none starts.
    private static FileStream TakeFolder(string folder)
    {
        var spool = new DataFolder(folder).Spool;
        Directory.CreateDirectory(spool);
        try
        {
            return new FileStream(Path.Combine(spool, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new BadInputException($"A server runs on {folder}. Let it import: --server URL --token TOKEN in place of --data.");
        }
    }

    private static CityAnswer AnswerOf(ImportReport report) => new(
        report.Format,
        report.Source,
        report.IsRecorded,
        [
            ("new", report.Plan.NewCount), ("changed", report.Plan.ChangedCount), ("unchanged", report.Plan.UnchangedCount), ("ended", report.Plan.EndedCount),
            ("refused", report.Plan.RefusedCount + report.ProblemCount), ("proposed", report.Plan.ProposedCount),
        ],
        [
            .. report.Problems.Select(problem => (problem.Line, problem.Reason))
                .Concat(report.Plan.Refusals.Select(refusal => (refusal.Line, refusal.Reason))).OrderBy(problem => problem.Line),
        ]);
}
