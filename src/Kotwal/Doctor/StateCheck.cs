using System.Data.Common;
using System.Globalization;
using Kotwal.City;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Facts;
using Kotwal.Serving;
using Microsoft.Extensions.Options;

namespace Kotwal.Doctor;

/// <summary>The state's databases, and the chains of the two ledgers.</summary>
internal sealed class StateCheck : IDataCheck
{
    private static readonly string[] Files = ["city.db", "audit.db", "facts.db"];

    public string Part => "state";

    public async Task LookAsync(Examination examination, CancellationToken cancel)
    {
        await using var state = CityState.Open(examination.Data.Root, examination.Config);
        if (state.GetRequiredService<IOptions<CityOptions>>().Value.Database == StateDatabase.Sqlite)
        {
            foreach (var path in Files.Select(name => Path.Combine(examination.Data.Root, name)).Where(File.Exists))
            {
                await LookAsync(path, examination, cancel);
            }
        }

        if (!await state.GetRequiredService<CityDatabase>().ExistsAsync(cancel))
        {
            examination.Note(Part, $"there is none yet");
            return;
        }

        await LedgersAsync(state, examination, cancel);
    }

    private async Task LookAsync(string path, Examination examination, CancellationToken cancel)
    {
        var faults = await SqliteCheck.RunAsync(path, cancel);
        if (faults.Count == 0)
        {
            examination.Note(Part, $"{Path.GetFileName(path)}, {new FileInfo(path).Length} bytes, is whole");
            return;
        }

        var isMended = false;
        if (examination.Repairs)
        {
            examination.SetAside(path);
            isMended = (await SqliteCheck.ReindexAsync(path, cancel)).Count == 0;
        }

        var remedy = isMended ? "Its indexes were made anew; the file as it was is set aside."
            : examination.Repairs ? "To make its indexes anew did not help: restore it from a backup (kotwal restore)."
            : "--repair sets it aside and makes its indexes anew; what that does not mend comes from a backup.";
        examination.Add(new(Part, path, string.Join(" ", faults), remedy, isMended, CanBeMended: !examination.Repairs || isMended));
    }

    private async Task LedgersAsync(ServiceProvider state, Examination examination, CancellationToken cancel)
    {
        try
        {
            var trail = await state.GetRequiredService<IAuditTrail>().VerifyAsync(cancel);
            examination.Note(Part, $"audit trail, {trail.Entries} entries");
            if (!trail.IsSound)
            {
                var where = trail.BrokenAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"is altered at entry {at}") : "cannot be proved: audit.head is missing or cannot be read";
                examination.Add(new("ledgers", "audit.db", $"The audit trail {where}.", "Run 'kotwal audit verify'; keep the folder, and compare with a backup. A ledger is never mended."));
            }

            var facts = await state.GetRequiredService<FactLedger>().VerifyAsync(cancel);
            examination.Note(Part, $"ledger of facts, {facts.Recordings} recordings");
            if (facts.BrokenAt is { } recording)
            {
                examination.Add(new(
                    "ledgers", "facts.db", string.Create(CultureInfo.InvariantCulture, $"The ledger of facts is altered at recording {recording}."),
                    "Run 'kotwal city verify'; keep the folder, and compare with a backup. A ledger is never mended."));
            }
        }
        catch (DbException unreadable)
        {
            examination.Add(new("ledgers", examination.Data.Root, $"The ledgers cannot be read: {unreadable.Message}", "Restore them from a backup (kotwal restore)."));
        }
    }
}
