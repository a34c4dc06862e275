using System.Data.Common;
using Kotwal.Inventory;
using Kotwal.Inventory.Formats;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Options;

namespace Kotwal.Devices.Imports;

/// <summary>Brings an inventory in, in three steps: choose it, say how it is understood, see what it changes.</summary>
public sealed partial class ImportPage
{
    // The format in which our own exports say more than those of others may.
    private const string BillFormat = "cyclonedx";

    private readonly CancellationTokenSource left = new();
    private Upload? upload;
    private TablePreview? table;
    private Dictionary<string, string> mapping = [];
    private string? kind;
    private string? detected;
    private string format = "";
    private string source = "";
    private bool isComplete;
    private bool isOwn;
    private bool isBusy;
    private ImportReport? report;
    private string? failure;

    [Inject]
    private InventoryImports Imports { get; set; } = default!;

    [Inject]
    private IOptions<DevicesOptions> Options { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    private ImportOrder Order => new(
        format, table is null ? null : new InventoryMapping(kind, mapping), source.Trim().Length == 0 ? null : source.Trim(), isComplete, isOwn && format == BillFormat);

    /// <inheritdoc/>
    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
        if (!isBusy)
        {
            upload?.Dispose();
        }
    }

    private Task TakeAsync(InputFileChangeEventArgs chosen) => DoAsync(async () =>
    {
        upload?.Dispose();
        (upload, table, detected) = (null, null, null);
        if (chosen.File.Size > Options.Value.MaxImportBytes)
        {
            throw Upload.TooLarge(Options.Value.MaxImportBytes);
        }

        await using var document = chosen.File.OpenReadStream(Options.Value.MaxImportBytes, left.Token);
        upload = await Upload.KeepAsync(document, chosen.File.Name, Options.Value.MaxImportBytes, left.Token);
        detected = upload.Detect()?.Name;
        format = detected ?? InventoryFormats.All[^1].Name;
        source = format;
        ReadTable();
    });

    private Task ChooseFormatAsync(ChangeEventArgs change) => DoAsync(() =>
    {
        source = source == format ? change.Value as string ?? source : source;
        format = change.Value as string ?? format;
        ReadTable();
        return Task.CompletedTask;
    });

    private void ReadTable()
    {
        table = null;
        if (upload is not null && InventoryFormats.Find(format) is ITableFormat tables)
        {
            table = tables.Preview(upload.Open());
            kind = table.Proposal.Kind;
            mapping = new(table.Proposal.Columns, StringComparer.OrdinalIgnoreCase);
        }
    }

    private void ChooseKind(string? chosen)
    {
        kind = chosen;
        Forget();
    }

    private void ChooseMeaning((string Heading, string? Target) choice)
    {
        if (string.IsNullOrEmpty(choice.Target))
        {
            mapping.Remove(choice.Heading);
        }
        else
        {
            mapping[choice.Heading] = choice.Target;
        }

        Forget();
    }

    // What was said of the file differently is not what was looked at.
    private void Forget() => report = null;

    private Task PreviewAsync() => DoAsync(async () => report = await Imports.PreviewAsync(upload!, Order, left.Token));

    // An import that was begun is ended even when the person has left the page.
    private Task ImportAsync() => DoAsync(async () =>
    {
        var person = (await SignedIn).User.Identity?.Name ?? "";
        report = await Imports.ImportAsync(upload!, Order, person, CancellationToken.None);
    });

    private async Task DoAsync(Func<Task> deed)
    {
        (isBusy, failure, report) = (true, null, null);
        StateHasChanged();
        try
        {
            await deed();
        }
        catch (Exception wrong) when (wrong is InventoryException or IOException or DbException)
        {
            failure = wrong.Message;
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        finally
        {
            isBusy = false;
            if (left.IsCancellationRequested)
            {
                upload?.Dispose();
            }
        }
    }
}
