using System.CommandLine;
using Kotwal.City.Data;
using Kotwal.Inputs;
using Kotwal.Serving;

namespace Kotwal.Commands;

/// <summary>Options of the commands that open the server's state beside it.</summary>
internal sealed class StateOptions
{
    public Option<DirectoryInfo> Data { get; } = new("--data") { Description = "The server's data folder.", Required = true };

    public Option<FileInfo> Config { get; } = new Option<FileInfo>("--config")
    {
        Description = "The server's file of settings. Needed where it says that the state is in PostgreSQL, or where cold days are; the environment counts too.",
    }.AcceptExistingOnly();

    /// <summary>The state that the options name; not prepared yet, and the caller's to dispose of.</summary>
    public ServiceProvider Open(ParseResult parsed) =>
        CityState.Open(parsed.GetRequiredValue(Data).FullName, parsed.GetValue(Config)?.FullName);

    /// <summary>The state of a server that has run before, prepared; the caller's to dispose of.</summary>
    /// <exception cref="BadInputException">There is none: a wrong folder would otherwise be taken for a new city.</exception>
    public async Task<ServiceProvider> OpenExistingAsync(ParseResult parsed, CancellationToken cancel)
    {
        var data = parsed.GetRequiredValue(Data).FullName;
        if (!Directory.Exists(data))
        {
            throw new BadInputException($"{data}: no such data folder.");
        }

        var state = Open(parsed);
        try
        {
            if (!await state.GetRequiredService<CityDatabase>().ExistsAsync(cancel))
            {
                throw new BadInputException($"{data}: there is no state of a server in this folder, nor where its settings say.");
            }

            await state.GetRequiredService<CityDatabase>().PrepareAsync(cancel);
            return state;
        }
        catch
        {
            await state.DisposeAsync();
            throw;
        }
    }
}
