namespace Kotwal.Collectors.Spool;

/// <summary>The file that says that a process uses the spool. The system lets go of it when the process ends, however it ends.</summary>
internal static class SpoolLock
{
    private const string Name = "lock";

    /// <summary>Takes the spool for this process.</summary>
    /// <exception cref="IOException">Another process uses it.</exception>
    public static IDisposable Take(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new IOException($"The spool in {folder} cannot be opened: another process uses it. {inUse.Message}", inUse);
        }
    }

    /// <summary>Whether a process uses it at this moment.</summary>
    public static bool IsHeld(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            using var probe = File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read) : null;
            return false;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
