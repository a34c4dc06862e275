namespace Kotwal.City.Data;

/// <summary>A folder that only the account of this program may enter, where the system knows such a thing.</summary>
internal static class PrivateFolder
{
    internal static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
