using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Kotwal.Collectors.Files;

/// <summary>
/// Which file it is, whatever its name: device and inode on Linux (statx(2)). Elsewhere it is the path, and renamed files are
/// told apart by their first bytes alone.
/// </summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode)
{
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint InodeMask = 0x100;
    private const int StatxBytes = 256;

    // struct statx has the same layout on every architecture.
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    /// <summary>The identity of what has the path now; null when nothing has.</summary>
    public static FileIdentity? Of(string path) => OperatingSystem.IsLinux()
        ? Stat(CurrentFolder, path, 0)
        : File.Exists(path) ? OfPath(path) : null;

    /// <summary>The identity of an open file.</summary>
    public static FileIdentity Of(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return OfPath(path);
        }

        return Stat((int)file.DangerousGetHandle(), "", EmptyPath) ?? throw new IOException($"{path} cannot be looked at.");
    }

    private static FileIdentity? Stat(int folder, string path, int flags)
    {
        var stat = new byte[StatxBytes];
        return Statx(folder, Encoding.UTF8.GetBytes(path + '\0'), flags, InodeMask, stat) == 0
            ? new FileIdentity(
                BinaryPrimitives.ReadUInt64LittleEndian(stat.AsSpan(DeviceOffset)), MemoryMarshal.Read<ulong>(stat.AsSpan(InodeOffset)))
            : null;
    }

    private static FileIdentity OfPath(string path) => new(0, XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(path)));

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] result);
}
