namespace Kotwal.Commands;

/// <summary>What the program tells the shell; documented in the manual and relied upon by scripts.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>What was to be proved is not so: the audit trail was altered.</summary>
    public const int Altered = 1;

    /// <summary>The command line or the input is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>Disk, network or another part of the world failed.</summary>
    public const int WorldFailed = 3;
}
