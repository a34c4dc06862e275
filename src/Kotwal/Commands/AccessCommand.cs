using System.CommandLine;
using Kotwal.City.Recovery;
using Kotwal.Inputs;

namespace Kotwal.Commands;

/// <summary><c>kotwal access recover</c>: the way back in for whoever commands the host. Works while the server runs or not.</summary>
internal static class AccessCommand
{
    public static Command Create()
    {
        var state = new StateOptions();
        var name = new Option<string>("--name") { Description = "Account to restore or to make.", Required = true };
        var url = new Option<string>("--url")
        {
            Description = "Address of the console. Default: http://127.0.0.1:8470.",
            DefaultValueFactory = _ => "http://127.0.0.1:8470",
        };
        var recover = new Command("recover", "Prints a link, good once and for 15 minutes, that makes NAME an administrator with a new password.")
        {
            state.Data, state.Config, name, url,
        };
        recover.SetAction((parsed, cancel) => RunAsync(
            state, parsed, parsed.GetRequiredValue(name), parsed.GetRequiredValue(url), cancel));
        return new Command("access", "Who may sign in.") { recover };
    }

    private static async Task<int> RunAsync(
        StateOptions options, ParseResult parsed, string name, string url, CancellationToken cancel)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var console) || console.Scheme is not ("http" or "https"))
        {
            throw new BadInputException($"'{url}' is no address of a console.");
        }

        await using var state = await options.OpenExistingAsync(parsed, cancel);
        await using var scope = state.CreateAsyncScope();
        try
        {
            var token = await scope.ServiceProvider.GetRequiredService<AccountRecovery>().OpenAsync(name, $"command line ({Environment.UserName})", cancel);
            await System.Console.Error.WriteLineAsync($"kotwal: whoever opens this link within 15 minutes becomes administrator as '{name}'. It is in the audit trail.");
            await System.Console.Out.WriteLineAsync(new Uri(console, "/recover?token=" + token).ToString());
            return ExitCode.Done;
        }
        catch (ArgumentException error)
        {
            throw new BadInputException(error.Message);
        }
    }
}
