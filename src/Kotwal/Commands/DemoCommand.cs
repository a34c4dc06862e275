using System.CommandLine;
using System.Security.Cryptography;
using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.City.People;
using Kotwal.Collectors.Accounting;
using Kotwal.Demo;
using Kotwal.Serving;
using Kotwal.Tls;

namespace Kotwal.Commands;

/// <summary>
/// <c>kotwal demo</c>: a server, and a sample city that talks to it through the doors that real systems use. The server is the
/// ordinary one and knows nothing of it.
/// </summary>
internal static class DemoCommand
{
    private const string Person = "demo";
    private const string TokenName = "sample city";

    public static Command Create()
    {
        var data = new Option<DirectoryInfo?>("--data") { Description = "Folder to keep everything in. Default: a new temporary folder." };
        var listen = ServerOptions.Listen();
        var insecure = ServerOptions.InsecureHttp();
        var port = ServerOptions.SyslogPort();
        var seed = new Option<int>("--seed") { Description = "Decides everything that the city says.", DefaultValueFactory = _ => 1 };
        var command = new Command("demo", "Starts a server with a sample city that lives: ordinary traffic, then an attack.") { data, listen, insecure, port, seed };
        command.SetAction((parsed, cancel) => ServerOptions.RunAsync(
            stop => RunAsync(
                parsed.GetValue(data)?.FullName ?? Directory.CreateTempSubdirectory("kotwal-demo-").FullName,
                folder => new(folder, parsed.GetRequiredValue(listen), Config: null, parsed.GetValue(port) ?? 0, [EveFile(folder)], parsed.GetValue(insecure)),
                parsed.GetValue(seed),
                stop),
            cancel));
        return command;
    }

    private static string EveFile(DataFolder data) => Path.Combine(data.Root, "sensor", "eve.json");

    private static async Task RunAsync(string folder, Func<DataFolder, ServeSettings> settings, int seed, CancellationToken cancel)
    {
        var data = new DataFolder(folder);
        CopyCity(data.City);
        var eve = EveFile(data);
        Directory.CreateDirectory(Path.GetDirectoryName(eve)!);
        await File.AppendAllTextAsync(eve, "", cancel);

        await using var server = await KotwalServer.StartAsync(settings(data), cancel);
        var doors = await OpenDoorsAsync(server, eve, cancel);
        await AnnounceAsync(server, folder, cancel);
        var traffic = new DemoTraffic(
            doors, CityFiles.Read(data.City), seed, TimeProvider.System, server.Services.GetRequiredService<ILogger<DemoTraffic>>());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var talking = traffic.RunAsync(stop.Token);

        // A city that falls silent by a fault of ours ends the demo and says why.
        var ended = await Task.WhenAny(talking, server.WaitAsync(cancel));
        await stop.CancelAsync();
        await ended;
        await talking;
    }

    private static void CopyCity(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples", "city")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static async Task<DemoDoors> OpenDoorsAsync(KotwalServer server, string eve, CancellationToken cancel)
    {
        var ports = server.Services.GetRequiredService<SourceLedger>().Snapshot()
            .Where(source => source.Port is not null).ToDictionary(source => source.Kind, source => source.Port!.Value);
        var tokens = server.Services.GetRequiredService<TokenStore>();
        foreach (var earlier in (await tokens.ListAsync(cancel)).Where(one => one is { Name: TokenName, RevokedAt: null }))
        {
            await tokens.RevokeAsync(earlier.Id, Person, cancel);
        }

        var token = await tokens.CreateAsync(TokenName, Roles.Ingest, [], expiresAt: null, by: Person, cancel);
        return new DemoDoors("127.0.0.1", ports["syslog-udp"], ports["syslog-tcp"], new Uri(server.Address, "/api/v1/ingest/"), token, eve,
            server.Fingerprint is { } fingerprint ? ServerTrust.ByFingerprint(fingerprint) : ServerTrust.BySystem);
    }

    // The password is drawn anew for each demo: even a demo has no default one.
    private static async Task AnnounceAsync(KotwalServer server, string folder, CancellationToken cancel)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        if (!await accounts.AnyAsync(cancel))
        {
            var password = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
            await accounts.CreateAsync(Person, password, [Roles.Admin], by: Person, cancel);
            await System.Console.Out.WriteLineAsync($"sign in  {Person} {password}");
        }

        await System.Console.Out.WriteLineAsync($"data     {folder}");
        if (server.Fingerprint is { } fingerprint)
        {
            await System.Console.Out.WriteLineAsync($"sha-256  {fingerprint}");
        }

        await System.Console.Out.WriteLineAsync($"console  {server.Address}");
    }
}
