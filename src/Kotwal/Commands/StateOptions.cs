using System.CommandLine;
using Kotwal.Serving;

namespace Kotwal.Commands;

/// <summary>Options of the commands that open the server's state beside it.</summary>
internal sealed class StateOptions
{
    public Option<DirectoryInfo> Data { get; } = new("--data") { Description = "The server's data folder.", Required = true };

    public Option<FileInfo> Config { get; } = new Option<FileInfo>("--config")
    {
        Description = "The server's file of settings. Needed where it says that the state is in PostgreSQL; the environment counts too.",
    }.AcceptExistingOnly();

    /// <summary>The state that the options name; not prepared yet, and the caller's to dispose of.</summary>
    public ServiceProvider Open(ParseResult parsed) =>
        CityState.Open(parsed.GetRequiredValue(Data).FullName, parsed.GetValue(Config)?.FullName);
}
