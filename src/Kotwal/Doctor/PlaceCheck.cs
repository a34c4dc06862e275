using System.Globalization;
using Kotwal.Collectors.Spool;

namespace Kotwal.Doctor;

/// <summary>What the folder stands on: a disk with room that can be written, and a clock.</summary>
internal sealed class PlaceCheck : IDataCheck
{
    private const long EnoughBytes = 5L << 30;
    private const int EnoughPercent = 5;

    // What was built later than it is now is proof of a wrong clock.
    private static readonly TimeSpan Doubt = TimeSpan.FromMinutes(5);

    public string Part => "place";

    public Task LookAsync(Examination examination, CancellationToken cancel)
    {
        var root = examination.Data.Root;
        var disk = new DriveInfo(root);
        var percent = disk.TotalSize == 0 ? 0 : disk.AvailableFreeSpace * 100 / disk.TotalSize;
        examination.Note(Part, $"{disk.AvailableFreeSpace >> 20} MiB free of {disk.TotalSize >> 20} ({percent} %)");
        if (disk.AvailableFreeSpace < EnoughBytes && percent < EnoughPercent)
        {
            examination.Add(new(Part, root, string.Create(CultureInfo.InvariantCulture, $"Only {disk.AvailableFreeSpace >> 20} MiB ({percent} %) of the disk are free."), "Make room, or move the folder to a larger disk."));
        }

        LookAtWriting(examination, root);
        LookAtClock(examination, cancel);
        return Task.CompletedTask;
    }

    private void LookAtWriting(Examination examination, string root)
    {
        var probe = Path.Combine(root, $".doctor-{Environment.ProcessId}");
        try
        {
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            file.Write("x"u8);
            file.Flush(flushToDisk: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            examination.Add(new(Part, root, $"The folder cannot be written: {refused.Message}", "Look at the disk and at the permissions."));
        }
    }

    private void LookAtClock(Examination examination, CancellationToken cancel)
    {
        var now = examination.Clock.GetUtcNow();
        examination.Note(Part, $"the clock says {now:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        DateTimeOffset built = File.GetLastWriteTimeUtc(typeof(PlaceCheck).Assembly.Location is { Length: > 0 } path ? path : Environment.ProcessPath!);
        var newest = SpoolExamination.Examine(examination.Data.Spool, cancel)?.ReceivedAt ?? built;
        if (now + Doubt < built || now + Doubt < newest)
        {
            examination.Add(new(
                Part, "clock", string.Create(CultureInfo.InvariantCulture, $"The clock says {now:u}, but records were received at {newest:u}: it went back, or was ahead."),
                "Set the clock and let NTP keep it. Receive times stand still until it has caught up; nothing is lost."));
        }
    }
}
