using System.CommandLine;
using Kotwal.Serving;

namespace Kotwal.Commands;

/// <summary><c>kotwal serve</c>: the server.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "Folder of everything that is kept; made when absent. Default: kotwal-data in the current folder.",
            DefaultValueFactory = _ => new DirectoryInfo("kotwal-data"),
        };
        var listen = ServerOptions.Listen();
        var insecure = ServerOptions.InsecureHttp();
        var config = new Option<FileInfo>("--config") { Description = "A JSON file with more settings." }.AcceptExistingOnly();
        var port = ServerOptions.SyslogPort();
        var follow = new Option<string[]>("--follow") { Description = "A log file that is followed as it grows, such as Suricata's eve.json; may be repeated." };
        var command = new Command("serve", "Runs the server: hears the city's systems, detects, and serves the console and the API.")
        {
            data, listen, insecure, config, port, follow,
        };
        command.SetAction((parsed, cancel) =>
        {
            var settings = new ServeSettings(
                new DataFolder(parsed.GetRequiredValue(data).FullName),
                parsed.GetRequiredValue(listen),
                parsed.GetValue(config)?.FullName,
                parsed.GetValue(port),
                [.. (parsed.GetValue(follow) ?? []).Select(Path.GetFullPath)],
                parsed.GetValue(insecure));
            return ServerOptions.RunAsync(stop => RunAsync(settings, stop), cancel);
        });
        return command;
    }

    private static async Task RunAsync(ServeSettings settings, CancellationToken cancel)
    {
        await using var server = await KotwalServer.StartAsync(settings, cancel);
        await server.AnnounceAsync(System.Console.Out, cancel);
        await server.WaitAsync(cancel);
    }
}
