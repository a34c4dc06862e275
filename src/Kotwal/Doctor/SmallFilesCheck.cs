using System.Text.Json;
using Kotwal.Pipeline;

namespace Kotwal.Doctor;

/// <summary>The small files that the server keeps beside its databases: each is replaced as a whole, so that only a disk or a hand damages one.</summary>
internal sealed class SmallFilesCheck : IDataCheck
{
    public string Part => "files";

    public Task LookAsync(Examination examination, CancellationToken cancel)
    {
        var root = examination.Data.Root;
        Look(examination, examination.Data.Detection, DetectionCheckpoint.IsWhole, "correlations begin anew, and what the spool still holds is looked at again");
        Look(examination, examination.Data.AuditPosition, IsJson, "the whole audit trail enters the pipeline again");
        Look(examination, Path.Combine(root, "files.checkpoint"), IsJson, "followed files are read again from their beginning, and their lines are stored twice");
        Look(examination, examination.Data.Sources, IsJson, "the counts of sources begin anew");
        Look(examination, examination.Data.Health, IsJson, "the rhythms of sources are learned anew");
        Look(examination, examination.Data.Maintenance, IsJson, "planned maintenance is to be planned again");
        foreach (var left in Directory.EnumerateFiles(root, "*.next"))
        {
            // A crash between writing and renaming leaves one; the next write replaces it.
            examination.Note(Part, $"{Path.GetFileName(left)} was left by a write that a crash ended");
        }

        return Task.CompletedTask;
    }

    private void Look(Examination examination, string path, Func<byte[], bool> isWhole, string consequence)
    {
        if (!File.Exists(path))
        {
            return;
        }

        var bytes = File.ReadAllBytes(path);
        if (isWhole(bytes))
        {
            examination.Note(Part, $"{Path.GetFileName(path)}, {bytes.Length} bytes");
            return;
        }

        if (examination.Repairs)
        {
            examination.Remove(path);
        }

        examination.Add(new(
            Part, path, "The file is damaged.",
            (examination.Repairs ? "Set aside: " : "--repair sets it aside: ") + consequence + ".", examination.Repairs, CanBeMended: true));
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
