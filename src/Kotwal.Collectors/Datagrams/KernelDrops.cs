using System.Globalization;
using System.Net.Sockets;

namespace Kotwal.Collectors.Datagrams;

/// <summary>
/// Datagrams that the kernel threw away because this socket's buffer was full: the loss that a program does not see unless it
/// asks. From the last column of <c>/proc/net/udp</c> and <c>udp6</c> (Linux; elsewhere nothing is known).
/// </summary>
internal sealed class KernelDrops
{
    private const int InodeColumn = 9;

    private static readonly string[] Tables = ["/proc/net/udp6", "/proc/net/udp"];

    private readonly string? inode;
    private long counted;

    public KernelDrops(Socket socket)
    {
        // The link reads "socket:[12345]".
        var link = OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{socket.Handle}").LinkTarget : null;
        inode = link?.Split('[', ']').ElementAtOrDefault(1);
    }

    /// <summary>How many there were since the last call.</summary>
    public int Take()
    {
        if (inode is null)
        {
            return 0;
        }

        foreach (var table in Tables.Where(File.Exists))
        {
            foreach (var line in File.ReadLines(table))
            {
                var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (columns.Length > InodeColumn && columns[InodeColumn] == inode
                    && long.TryParse(columns[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var drops))
                {
                    var fresh = (int)Math.Clamp(drops - counted, 0, int.MaxValue);
                    counted = drops;
                    return fresh;
                }
            }
        }

        return 0;
    }
}
