using System.CommandLine;

namespace Kotwal.Commands;

/// <summary>Options of the commands that open the server's state beside it.</summary>
internal static class StateOptions
{
    public static (Option<DirectoryInfo> Data, Option<FileInfo> Config) Create() => (
        new Option<DirectoryInfo>("--data") { Description = "The server's data folder.", Required = true },
        new Option<FileInfo>("--config")
        {
            Description = "The server's file of settings. Needed where it says that the state is in PostgreSQL; the environment counts too.",
        }.AcceptExistingOnly());
}
