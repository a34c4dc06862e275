using System.CommandLine;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.Inputs;
using Kotwal.Serving;

namespace Kotwal.Commands;

/// <summary><c>kotwal token create</c>: a token for a program that talks to the API. Works before and while the server runs.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var (data, config) = StateOptions.Create();
        var name = new Option<string>("--name") { Description = "What the token is for.", Required = true };
        var role = new Option<string>("--role") { Description = $"One of {string.Join(", ", Roles.All)}.", Required = true };
        var create = new Command("create", "Makes a token and prints it once, alone, on standard output.") { data, config, name, role };
        create.SetAction((parsed, cancel) => RunAsync(
            parsed.GetRequiredValue(data).FullName, parsed.GetValue(config)?.FullName,
            parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), cancel));
        return new Command("token", "Tokens for programs that talk to the API.") { create };
    }

    private static async Task<int> RunAsync(string data, string? config, string name, string role, CancellationToken cancel)
    {
        await using var provider = CityState.Open(data, config);
        await provider.GetRequiredService<CityDatabase>().PrepareAsync(cancel);
        try
        {
            var token = await provider.GetRequiredService<TokenStore>()
                .CreateAsync(name, role, [], expiresAt: null, by: "command line", cancel);
            await System.Console.Out.WriteLineAsync(token);
            return ExitCode.Done;
        }
        catch (ArgumentException error)
        {
            throw new BadInputException(error.Message);
        }
    }
}
