using System.CommandLine;
using System.Globalization;
using Kotwal.Backups;
using Kotwal.City;
using Kotwal.City.Audit;
using Kotwal.Inputs;
using Kotwal.Serving;
using Microsoft.Extensions.Options;

namespace Kotwal.Commands;

/// <summary><c>kotwal backup</c>: copies a data folder, while its server runs or not.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var state = new StateOptions();
        var output = new Option<DirectoryInfo>("--out") { Description = "Folder of backups, made when absent; files of events that it has are not copied again.", Required = true };
        var keep = new Option<int?>("--keep") { Description = "Afterwards remove all but so many of the newest backups, and the files that only the others had." };
        var backup = new Command("backup", "Copies a data folder, also while its server runs: all that was acknowledged before it begins.") { state.Data, state.Config, output, keep };
        backup.SetAction((parsed, cancel) => RunAsync(state, parsed, parsed.GetRequiredValue(output).FullName, parsed.GetValue(keep), cancel));
        return backup;
    }

    private static async Task<int> RunAsync(StateOptions options, ParseResult parsed, string output, int? keep, CancellationToken cancel)
    {
        if (keep < 1)
        {
            throw new BadInputException("--keep is at least 1.");
        }

        var data = new DataFolder(parsed.GetRequiredValue(options.Data).FullName);
        if (IsBelow(output, data.Root))
        {
            throw new BadInputException($"{output} lies in the data folder; a backup belongs elsewhere.");
        }

        await using var state = await options.OpenExistingAsync(parsed, cancel);
        var settings = state.GetRequiredService<IConfiguration>();
        var hasState = state.GetRequiredService<IOptions<CityOptions>>().Value.Database == StateDatabase.Sqlite;
        var folder = new BackupFolder(output);
        var backup = new DataBackup(
            data, settings["Lake:Folder"] ?? data.Lake, settings["Collectors:Spool:Path"] ?? data.Spool, hasState, folder, TimeProvider.System);
        var deed = new AuditDeed("command line", "backup.make", output, AuditResult.Done);
        var report = await state.GetRequiredService<IAuditTrail>().DoAsync(deed, () => backup.RunAsync(cancel), cancel);
        await System.Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"backup   {report.Set}\nholds    {report.Segments} files of events ({report.Fresh} new), {report.Files} others, {report.Bytes} bytes, {report.Seals} seals"));
        if (keep is { } count)
        {
            using var taken = folder.Take();
            await System.Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"removed  {folder.Prune(count)} files of events that no backup names any more"));
        }

        await System.Console.Error.WriteLineAsync("kotwal: the backup holds the city's private keys and everything that was logged; keep it as you keep the data folder.");
        if (report.Cold > 0)
        {
            await System.Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"kotwal: {report.Cold} files of events are in the cold store and not in this backup; protect the store itself, and keep its master keys."));
        }

        if (!hasState)
        {
            await System.Console.Error.WriteLineAsync("kotwal: the state and the ledgers are in PostgreSQL and not in this backup; copy them now with pg_dump.");
        }

        return ExitCode.Done;
    }

    private static bool IsBelow(string path, string folder) =>
        (Path.GetFullPath(path) + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
