using System.CommandLine;
using Kotwal.City;
using Kotwal.City.Data;
using Kotwal.City.Recovery;
using Kotwal.Inputs;
using Kotwal.Serving;

namespace Kotwal.Commands;

/// <summary><c>kotwal access recover</c>: the way back in for whoever commands the host. Works while the server runs or not.</summary>
internal static class AccessCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The server's data folder.", Required = true };
        var name = new Option<string>("--name") { Description = "Account to restore or to make.", Required = true };
        var url = new Option<string>("--url")
        {
            Description = "Address of the console. Default: http://127.0.0.1:8470.",
            DefaultValueFactory = _ => "http://127.0.0.1:8470",
        };
        var recover = new Command("recover", "Prints a link, good once and for 15 minutes, that makes NAME an administrator with a new password.") { data, name, url };
        recover.SetAction((parsed, cancel) => RunAsync(
            parsed.GetRequiredValue(data), parsed.GetRequiredValue(name), parsed.GetRequiredValue(url), cancel));
        return new Command("access", "Who may sign in.") { recover };
    }

    private static async Task<int> RunAsync(DirectoryInfo data, string name, string url, CancellationToken cancel)
    {
        if (!data.Exists)
        {
            throw new BadInputException($"There is no folder {data.FullName}.");
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var console) || console.Scheme is not ("http" or "https"))
        {
            throw new BadInputException($"'{url}' is no address of a console.");
        }

        var services = new ServiceCollection().AddLogging().AddCity(DataFolder.Configure(data.FullName));
        await using var provider = services.AddCityRooms().BuildServiceProvider();
        await provider.GetRequiredService<CityDatabase>().PrepareAsync(cancel);
        await using var scope = provider.CreateAsyncScope();
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
