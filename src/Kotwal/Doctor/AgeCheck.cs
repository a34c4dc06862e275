using Kotwal.Collectors.Spool;
using Kotwal.Lake.Manifest;

namespace Kotwal.Doctor;

/// <summary>Whether spool and lake are of one age: a server refuses to start when they are not.</summary>
internal sealed class AgeCheck : IDataCheck
{
    public string Part => "age";

    public Task LookAsync(Examination examination, CancellationToken cancel)
    {
        if (SpoolExamination.Examine(examination.Data.Spool, cancel) is not { Id: { } id } spool)
        {
            return Task.CompletedTask;
        }

        var stored = StoredPositions.Read(examination.Data.Lake).GetValueOrDefault(id);
        examination.Note(Part, $"the lake has the spool's records up to {stored}");
        if (stored > 0 && stored < spool.Released)
        {
            examination.Add(new(
                Part, examination.Data.Lake, "The lake is older than the spool: records that the spool has forgotten are not in it.", "Restore both from the same backup."));
        }
        else if (stored > spool.End && !spool.IsInUse)
        {
            examination.Add(new(
                Part, examination.Data.Spool, "The spool is older than the lake, or its files are gone.",
                "Restore both from the same backup, or move the spool's folder away to begin a new one."));
        }

        return Task.CompletedTask;
    }
}
