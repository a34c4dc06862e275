using System.Data.Common;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.Keeping;
using Kotwal.Lake;
using Kotwal.Lake.Seals;
using Kotwal.Serving;

namespace Kotwal.Doctor;

/// <summary>The lake: its manifest, every file of events, and the chain of seals.</summary>
internal sealed class LakeFolderCheck : IDataCheck
{
    public string Part => "lake";

    public async Task LookAsync(Examination examination, CancellationToken cancel)
    {
        await using var state = CityState.Open(examination.Data.Root, examination.Config);
        var lake = new LakeOptions();
        state.GetRequiredService<IConfiguration>().GetSection("Lake").Bind(lake);
        if (!Directory.Exists(lake.Folder))
        {
            examination.Note(Part, $"there is none yet");
            return;
        }

        string[] keys = File.Exists(lake.SealKeyFile) ? [lake.SealKeyFile] : [];
        var verdict = await LakeVerifier.VerifyAsync(lake.Folder, lake.Cold, ColdDepth.Sizes, keys, await NotesAsync(state, cancel), cancel);
        examination.Note(Part, $"{verdict.SealedSegments + verdict.OpenSegments} segments, {verdict.Bytes} bytes, {verdict.Seals} seals");
        IReadOnlyList<LakeFault> mended = examination.Repairs && verdict.Faults.Any(LakeRepair.CanMend)
            ? LakeRepair.Mend(lake.Folder, verdict.Faults, examination.SetAside)
            : [];
        foreach (var fault in verdict.Faults)
        {
            examination.Add(new(
                Part, Path.Combine(lake.Folder, fault.Path), fault.Words, Remedy(fault, mended.Contains(fault)), mended.Contains(fault), LakeRepair.CanMend(fault)));
        }
    }

    // The state may be damaged, too; its own check says so.
    private static async Task<IReadOnlyCollection<NotedSeal>> NotesAsync(ServiceProvider state, CancellationToken cancel)
    {
        try
        {
            return await state.GetRequiredService<CityDatabase>().ExistsAsync(cancel)
                ? await SealNotes.ReadAsync(state.GetRequiredService<IAuditTrail>(), cancel)
                : [];
        }
        catch (DbException)
        {
            return [];
        }
    }

    private static string Remedy(LakeFault fault, bool isMended) => (LakeRepair.CanMend(fault), isMended, fault.Seal) switch
    {
        (false, _, _) when fault.IsCold => "It is in the cold store: bring the store back, or the object out of a copy of the store. Nothing is taken out of the lake.",
        (false, _, _) => "No program can mend it: restore the lake from a backup (kotwal restore), and keep this folder as evidence.",
        _ when fault.Kind == LakeFaultKind.Extra => isMended ? "Taken out of the lake's folder and set aside." : "--repair takes it out of the lake's folder and sets it aside.",
        (_, true, null) => "Taken out of the lake and set aside; hunts find the rest.",
        (_, true, _) => "Taken out of the lake and set aside; the chain of seals still states it, as it must. A backup may have it.",
        _ => "Restore the file from a backup, or let --repair take it out of the lake and set it aside.",
    };
}
