using System.CommandLine;
using Kotwal.Hunt;
using Kotwal.Inputs;
using Kotwal.Lake;
using Kotwal.Querying;

namespace Kotwal.Commands;

/// <summary><c>kotwal query</c>: a hunt over a data folder, a server, or files.</summary>
internal static class QueryCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo?>("--data") { Description = "A server's data folder; works while the server runs and sees what is stored." };
        var config = LakeConfig.Option();
        var server = new Option<string?>("--server") { Description = "A server's address, for example http://127.0.0.1:8470; needs --token." };
        var token = new Option<string?>("--token") { Description = "A token of a role that may read." };
        var authorities = new Option<FileInfo?>("--ca-file") { Description = "PEM file of the certificates that vouch for --server, in place of the system's." };
        var fingerprint = new Option<string?>("--fingerprint") { Description = "SHA-256 of the certificate of --server, as the server prints it when it starts." };
        var input = new Option<string[]>("--input") { Description = "Files to query without a server; may be repeated." };
        var output = new Option<string>("--output") { Description = "What to print.", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json", "csv");
        var query = new Argument<string>("QUERY") { Description = "Search words, field:value, AND OR NOT, then | where, | summarize ... by, | sort, | take and others." };
        var command = new Command("query", "Runs a hunt and prints its rows.") { data, config, server, token, authorities, fingerprint, input, output, query };
        command.SetAction(async (parsed, cancel) =>
        {
            var hunt = Read(parsed.GetRequiredValue(query));
            var result = (parsed.GetValue(data), parsed.GetValue(server), parsed.GetValue(input)) switch
            {
                ({ } folder, null, null or []) => await OverFolderAsync(folder.FullName, parsed.GetValue(config)?.FullName, hunt, cancel),
                (null, { } address, null or []) => await ServerQuery.RunAsync(ServerAddress.Read(address), parsed.GetValue(token), ServerAddress.ReadTrust(parsed.GetValue(authorities), parsed.GetValue(fingerprint)), hunt, cancel),
                (null, null, { Length: > 0 } files) => await FileQuery.RunAsync(InputFile.Find(files), hunt, cancel),
                _ => throw new BadInputException("Give one of --data, --server or --input."),
            };
            await ResultWriter.WriteAsync(result, parsed.GetValue(output)!, System.Console.Out);
            await WarnAsync(result);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WarnAsync(QueryResult result)
    {
        foreach (var note in result.Notes)
        {
            await System.Console.Error.WriteLineAsync("kotwal: " + note.Message);
        }

        if (result.IsCut)
        {
            await System.Console.Error.WriteLineAsync($"kotwal: there are more rows than these {result.Rows.Count}.");
        }
    }

    private static HuntQuery Read(string text)
    {
        var read = HuntQuery.Parse(text);
        return read.IsRead ? read.Query : throw new BadInputException(Describe(text, read.Error));
    }

    private static async Task<QueryResult> OverFolderAsync(string folder, string? config, HuntQuery hunt, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            throw new BadInputException($"{folder}: no such data folder.");
        }

        await using var lake = LakeReader.Open(LakeConfig.Read(folder, config), TimeProvider.System);
        try
        {
            return await lake.QueryAsync(hunt, QueryLimits.CommandLine, cancel);
        }
        catch (QueryFailedException error)
        {
            throw new BadInputException(error.Message);
        }
    }

    // The line of the query that is wrong, with a mark under the place.
    private static string Describe(string text, HuntError error)
    {
        var line = text.Split('\n')[error.Line - 1].TrimEnd('\r');
        return $"{error.Message}\n  {line}\n  {new string(' ', error.Column - 1)}{new string('^', Math.Max(1, error.Length))}";
    }
}
