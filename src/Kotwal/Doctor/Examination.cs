using System.Globalization;
using Kotwal.Serving;

namespace Kotwal.Doctor;

/// <summary>One look at a data folder: what was found in its parts, and what was mended.</summary>
/// <param name="data">The data folder.</param>
/// <param name="config">The server's file of settings, or null.</param>
/// <param name="repairs">Whether to mend.</param>
/// <param name="clock">Says when this is.</param>
internal sealed class Examination(DataFolder data, string? config, bool repairs, TimeProvider clock)
{
    private readonly List<DataFault> faults = [];
    private readonly List<DataNote> notes = [];
    private readonly string aside = Path.Combine(
        data.Root, "set-aside", clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    public DataFolder Data => data;

    public string? Config => config;

    public bool Repairs => repairs;

    public TimeProvider Clock => clock;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<DataFault> Faults => faults;

    /// <summary>What each part consists of.</summary>
    public IReadOnlyList<DataNote> Notes => notes;

    /// <summary>Says what a part consists of.</summary>
    public void Note(string part, FormattableString words) => notes.Add(new(part, words.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Says what is wrong, and what was or can be done about it.</summary>
    public void Add(DataFault fault) => faults.Add(fault);

    /// <summary>Copies a file to the folder <c>set-aside</c>, below the time of this look; it is on the disk when this returns.</summary>
    public void SetAside(string path)
    {
        var target = Path.Combine(aside, Path.GetRelativePath(data.Root, path));
        Copies.DurableCopy.CreatePrivateFolder(Path.GetDirectoryName(target)!);
        File.Copy(path, target, overwrite: true);
        using (var file = new FileStream(target, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        Copies.DurableCopy.FlushFolder(Path.GetDirectoryName(target)!);
    }

    /// <summary>Copies a file aside and removes it, so that the server makes a new one.</summary>
    public void Remove(string path)
    {
        SetAside(path);
        File.Delete(path);
    }
}

/// <summary>What a part of a data folder consists of.</summary>
/// <param name="Part">The part: <c>spool</c>, <c>lake</c>, <c>state</c>, …</param>
/// <param name="Words">What it is.</param>
internal sealed record DataNote(string Part, string Words);

/// <summary>One thing that is wrong with a data folder.</summary>
/// <param name="Part">The part that it is in.</param>
/// <param name="Path">The file or folder; may be below the data folder or anywhere.</param>
/// <param name="Words">What is wrong, in sentences.</param>
/// <param name="Remedy">What to do, or what was done.</param>
/// <param name="IsMended">Whether it is as it should be now.</param>
/// <param name="CanBeMended">Whether <c>--repair</c> would mend it.</param>
internal sealed record DataFault(string Part, string Path, string Words, string Remedy, bool IsMended = false, bool CanBeMended = false);
