using System.CommandLine;
using System.Globalization;
using Kotwal.Backups;
using Kotwal.Lake.Seals;
using Kotwal.Serving;

namespace Kotwal.Commands;

/// <summary><c>kotwal restore</c>: makes a data folder of a backup, and proves it.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var from = new Option<DirectoryInfo>("--from") { Description = "Folder of backups.", Required = true };
        var set = new Option<string?>("--set") { Description = "Name of the backup, a folder in sets/. Default the newest." };
        var data = new Option<DirectoryInfo>("--data") { Description = "The data folder to make; it must not be there, or be empty.", Required = true };
        var config = LakeConfig.Option();
        var restore = new Command("restore", "Makes a data folder of a backup and checks it. Exits with 1 when the lake in it is not sound.") { from, set, data, config };
        restore.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(from).FullName, parsed.GetValue(set), parsed.GetRequiredValue(data).FullName, parsed.GetValue(config)?.FullName, cancel));
        return restore;
    }

    private static async Task<int> RunAsync(string from, string? set, string target, string? config, CancellationToken cancel)
    {
        var manifest = await new DataRestore(new BackupFolder(from)).RunAsync(set, target, cancel);
        var data = new DataFolder(target);
        await System.Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"restored {target}, as of {manifest.BegunAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: {manifest.Segments.Count} files of events, {manifest.Files.Count} others"));
        if (!manifest.HasState)
        {
            await System.Console.Error.WriteLineAsync("kotwal: the state and the ledgers were in PostgreSQL; restore them from the copy that was made with pg_dump at the same time.");
        }

        var verdict = await LakeVerifier.VerifyAsync(data.Lake, LakeConfig.Read(target, config).Cold, ColdDepth.Bytes, File.Exists(data.SealKey) ? [data.SealKey] : [], [], cancel);
        await VerifyCommand.WriteTextAsync(verdict);
        return verdict.IsSound ? ExitCode.Done : ExitCode.Altered;
    }
}
