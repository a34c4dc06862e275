using System.CommandLine;
using System.Globalization;
using Kotwal.City.Access;
using Kotwal.City.Administration;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.Inputs;

namespace Kotwal.Commands;

/// <summary><c>kotwal token</c>: tokens for programs that talk to the API. Works before and while the server runs.</summary>
internal static class TokenCommand
{
    private const string By = "command line";
    private static readonly int LongestDays = TokenActions.Longest.Days;

    public static Command Create()
    {
        var state = new StateOptions();
        return new Command("token", "Tokens for programs that talk to the API.") { Make(state), List(state), Revoke(state) };
    }

    private static Command Make(StateOptions state)
    {
        var name = new Option<string>("--name") { Description = "What the token is for.", Required = true };
        var role = new Option<string>("--role") { Description = $"One of {string.Join(", ", Roles.All)}.", Required = true };
        var scope = new Option<string[]>("--scope")
        {
            Description = "A part of the city it reaches, KIND:VALUE; may be repeated. Without any it reaches the whole city.",
        };
        var expires = new Option<int?>("--expires") { Description = $"Days after which it ends, 1 to {LongestDays}. Without it, it has no end." };
        var create = new Command("create", "Makes a token and prints it once, alone, on standard output.") { state.Data, state.Config, name, role, scope, expires };
        create.SetAction((parsed, cancel) => WithTokensAsync(parsed, state, async (tokens, clock) =>
        {
            var keys = ReadScope(parsed.GetValue(scope) ?? []);
            var end = ReadEnd(parsed.GetValue(expires), clock);
            var text = await tokens.CreateAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), keys, end, By, cancel);
            await System.Console.Out.WriteLineAsync(text);
        }, cancel));
        return create;
    }

    private static Command List(StateOptions state)
    {
        var list = new Command("list", "Lists all tokens, the newest first: id, role, state, name, scope. Never the tokens themselves.") { state.Data, state.Config };
        list.SetAction((parsed, cancel) => WithTokensAsync(parsed, state, async (tokens, clock) =>
        {
            foreach (var token in await tokens.ListAsync(cancel))
            {
                var scope = string.Join(' ', token.Scope.Select(key => key.ToString()));
                await System.Console.Out.WriteLineAsync($"{token.Id.Value}  {token.Role,-9}  {StateOf(token, clock.GetUtcNow()),-21}  {token.Name}  {scope}".TrimEnd());
            }
        }, cancel));
        return list;
    }

    private static Command Revoke(StateOptions state)
    {
        var id = new Option<Guid>("--id") { Description = "The token's id, as 'token list' prints it.", Required = true };
        var revoke = new Command("revoke", "Takes a token back; it is refused from the next request on.") { state.Data, state.Config, id };
        revoke.SetAction((parsed, cancel) => WithTokensAsync(parsed, state, async (tokens, _) =>
        {
            if (!await tokens.RevokeAsync(new ApiTokenId(parsed.GetRequiredValue(id)), By, cancel))
            {
                throw new BadInputException($"There is no token {parsed.GetRequiredValue(id)}. 'kotwal token list' prints the ids.");
            }
        }, cancel));
        return revoke;
    }

    private static async Task<int> WithTokensAsync(
        ParseResult parsed, StateOptions state, Func<TokenStore, TimeProvider, Task> act, CancellationToken cancel)
    {
        await using var provider = state.Open(parsed);
        await provider.GetRequiredService<CityDatabase>().PrepareAsync(cancel);
        try
        {
            await act(provider.GetRequiredService<TokenStore>(), provider.GetRequiredService<TimeProvider>());
            return ExitCode.Done;
        }
        catch (ArgumentException error)
        {
            throw new BadInputException(error.Message);
        }
    }

    private static ScopeKey[] ReadScope(string[] texts) =>
        [.. texts.Select(text => ScopeKey.TryParse(text, out var key)
            ? key
            : throw new BadInputException($"'{text}' is no part of the city. Write KIND:VALUE with one of zone, ward, service, department, incident.")).Distinct()];

    private static DateTimeOffset? ReadEnd(int? days, TimeProvider clock) => days switch
    {
        null => null,
        { } count when count >= 1 && count <= LongestDays => clock.GetUtcNow().AddDays(count),
        _ => throw new BadInputException($"--expires takes 1 to {LongestDays} days."),
    };

    private static string StateOf(ApiToken token, DateTimeOffset now) => token switch
    {
        { RevokedAt: not null } => "revoked",
        { ExpiresAt: { } end } when end <= now => "expired",
        { ExpiresAt: { } end } => string.Create(CultureInfo.InvariantCulture, $"until {end.UtcDateTime:yyyy-MM-dd HH:mm}"),
        _ => "no end",
    };
}
