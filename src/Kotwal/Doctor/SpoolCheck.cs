using Kotwal.Collectors.Spool;

namespace Kotwal.Doctor;

/// <summary>The spool: every frame of every segment.</summary>
internal sealed class SpoolCheck : IDataCheck
{
    public string Part => "spool";

    public Task LookAsync(Examination examination, CancellationToken cancel)
    {
        var folder = examination.Data.Spool;
        if (SpoolExamination.Examine(folder, cancel) is not { } verdict)
        {
            examination.Note(Part, $"there is none yet");
            return Task.CompletedTask;
        }

        examination.Note(
            Part,
            $"{verdict.Segments} segments, {verdict.Bytes} bytes, {verdict.Records} records, released up to {verdict.Released}, whole up to {verdict.End}{(verdict.IsInUse ? ", in use" : "")}");
        var repairs = examination.Repairs && verdict.Faults.Any(fault => fault.CanBeMended);
        if (repairs)
        {
            SpoolRepair.Mend(folder, verdict, examination.SetAside);
        }

        foreach (var fault in verdict.Faults)
        {
            examination.Add(new(Part, Path.Combine(folder, fault.File), fault.Words, Remedy(fault, repairs), repairs && fault.CanBeMended, fault.CanBeMended));
        }

        return Task.CompletedTask;
    }

    private static string Remedy(SpoolFault fault, bool repairs) => fault.Kind switch
    {
        SpoolFaultKind.MissingBytes => "What is gone cannot be mended; the server reads the rest. Look at the disk, and at who may write there.",
        SpoolFaultKind.Unreadable => "Look at the disk and at the permissions.",
        SpoolFaultKind.TornTail => repairs ? "Cut; the file as it was is set aside." : "--repair cuts it, too, and sets the file as it was aside.",
        _ => repairs ? "Mended; the file as it was is set aside." : "The server reads the rest; --repair mends it and sets the file aside.",
    };
}
