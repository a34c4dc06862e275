using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Kotwal.Devices.Imports;
using Kotwal.Inputs;
using Kotwal.Inventories;
using Kotwal.Inventory;
using Kotwal.Tls;

namespace Kotwal.Commands;

/// <summary><c>kotwal city</c>: inventories into and out of the city's graph, over a data folder or a running server.</summary>
internal static class CityCommand
{
    private const int ProblemsShown = 20;

    public static Command Create() => new("city", "What the city owns: inventories in and out of its graph, and the proof of its ledger.") { Import(), Export(), CityVerification.Create() };

    private static Command Import()
    {
        var place = new CityPlace();
        var format = new Option<string?>("--format") { Description = "Format of the file; found out when it is not said." };
        var mapping = new Option<FileInfo>("--mapping")
        {
            Description = "For tables: JSON file that says what columns mean, {\"kind\":\"asset\",\"columns\":{\"IP\":\"id:ip\"}}.",
        }.AcceptExistingOnly();
        var source = new Option<string?>("--source") { Description = "Who says it: a word in small letters. What it said before, the file may change. Default: the format." };
        var complete = new Option<bool>("--complete") { Description = "The file is all that the source has to say: what it said before and the file lacks is ended." };
        var own = new Option<bool>("--own") { Description = "The file is an export of Kotwal's own: of a bill of materials all that stands under kotwal: is taken." };
        var preview = new Option<bool>("--preview") { Description = "Says what would change and records nothing." };
        var file = new Argument<FileInfo>("FILE") { Description = "The inventory." }.AcceptExistingOnly();
        var import = new Command("import", "Imports an inventory and prints what it changes. With --data no server may run on the folder.")
        {
            format, mapping, source, complete, own, preview, file,
        };
        place.AddTo(import);
        import.SetAction(async (parsed, cancel) =>
        {
            var order = new ImportOrder(
                parsed.GetValue(format), ReadMapping(parsed.GetValue(mapping)), parsed.GetValue(source), parsed.GetValue(complete), parsed.GetValue(own));
            if (order.Refusal() is { } refusal)
            {
                throw new BadInputException(refusal);
            }

            var path = parsed.GetRequiredValue(file).FullName;
            var answer = place.FolderOf(parsed) is { } folder
                ? await FolderInventory.ImportAsync(folder, place.ConfigOf(parsed), path, order, parsed.GetValue(preview), cancel)
                : await ServerInventory.ImportAsync(place.ServerOf(parsed), place.TokenOf(parsed), place.TrustOf(parsed), path, order, parsed.GetValue(preview), cancel);
            await PrintAsync(answer);
            return ExitCode.Done;
        });
        return import;
    }

    private static Command Export()
    {
        var place = new CityPlace();
        var format = new Option<string>("--format") { Description = "What to write.", DefaultValueFactory = _ => "kotwal" };
        format.AcceptOnlyFromAmong([.. NodeExport.Formats.Select(known => known.Name)]);
        var export = new Command("export", "Writes the city's confirmed nodes to standard output. The export is in the audit trail.") { format };
        place.AddTo(export);
        export.SetAction(async (parsed, cancel) =>
        {
            await using var output = System.Console.OpenStandardOutput();
            var name = parsed.GetValue(format)!;
            if (place.FolderOf(parsed) is { } folder)
            {
                await FolderInventory.ExportAsync(folder, place.ConfigOf(parsed), NodeExport.Formats.Single(known => known.Name == name), output, cancel);
            }
            else
            {
                await ServerInventory.ExportAsync(place.ServerOf(parsed), place.TokenOf(parsed), place.TrustOf(parsed), name, output, cancel);
            }

            return ExitCode.Done;
        });
        return export;
    }

    private static InventoryMapping? ReadMapping(FileInfo? file)
    {
        if (file is null)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            var columns = json.RootElement.GetProperty("columns").EnumerateObject().ToDictionary(column => column.Name, column => column.Value.GetString() ?? "");
            return new(json.RootElement.TryGetProperty("kind", out var kind) ? kind.GetString() : null, columns);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new BadInputException($"{file.FullName}: a mapping is {{\"kind\":\"asset\",\"columns\":{{\"IP\":\"id:ip\"}}}}. {wrong.Message}");
        }
    }

    private static async Task PrintAsync(CityAnswer answer)
    {
        await System.Console.Out.WriteLineAsync($"{answer.Format} as {answer.Source}: {(answer.IsRecorded ? "recorded" : "nothing recorded")}");
        foreach (var (name, count) in answer.Counts)
        {
            await System.Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-10} {count,9}"));
        }

        foreach (var (line, reason) in answer.Problems.Take(ProblemsShown))
        {
            await System.Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"kotwal: line {line}: {reason}"));
        }

        if (answer.Problems.Count > ProblemsShown)
        {
            await System.Console.Error.WriteLineAsync($"kotwal: these are the first {ProblemsShown} problems; there are more.");
        }
    }

    /// <summary>Where the city is: a data folder, or a server.</summary>
    private sealed class CityPlace
    {
        private readonly Option<DirectoryInfo?> data = new("--data") { Description = "A server's data folder." };
        private readonly Option<FileInfo> config = new Option<FileInfo>("--config") { Description = "The server's file of settings, with --data." }.AcceptExistingOnly();
        private readonly Option<string?> server = new("--server") { Description = "A running server's address, for example https://127.0.0.1:8470; needs --token." };
        private readonly Option<string?> token = new("--token") { Description = "A token: of role engineer for the whole city to import, of any role that reads to export." };
        private readonly Option<FileInfo?> authorities = new("--ca-file") { Description = "PEM file of the certificates that vouch for --server, in place of the system's." };
        private readonly Option<string?> fingerprint = new("--fingerprint") { Description = "SHA-256 of the certificate of --server, as the server prints it when it starts." };

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[data, config, server, token, authorities, fingerprint])
            {
                command.Add(option);
            }
        }

        /// <summary>The data folder; null when a server is named.</summary>
        public string? FolderOf(ParseResult parsed) => (parsed.GetValue(data), parsed.GetValue(server)) switch
        {
            ({ } folder, null) => folder.FullName,
            (null, { }) => null,
            _ => throw new BadInputException("Give one of --data and --server."),
        };

        public string? ConfigOf(ParseResult parsed) => parsed.GetValue(config)?.FullName;

        public string? TokenOf(ParseResult parsed) => parsed.GetValue(token);

        public Uri ServerOf(ParseResult parsed) => ServerAddress.Read(parsed.GetValue(server));

        public ServerTrust TrustOf(ParseResult parsed) => ServerAddress.ReadTrust(parsed.GetValue(authorities), parsed.GetValue(fingerprint));
    }
}
