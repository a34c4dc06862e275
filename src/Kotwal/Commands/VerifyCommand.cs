using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.Inputs;
using Kotwal.Keeping;
using Kotwal.Lake;
using Kotwal.Lake.Seals;

namespace Kotwal.Commands;

/// <summary><c>kotwal verify</c>: proves the lake. Works while the server runs and without it, and changes nothing.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var state = new StateOptions();
        var keys = new Option<FileInfo[]>("--public-key")
        {
            Description = "PEM file of a key that the city signs or signed with, in place of the data folder's own; may be repeated.",
        };
        var output = new Option<string>("--output") { Description = "What to print.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var verify = new Command("verify", "Checks every stored file against the chain of seals. Exits with 1 when something was altered, is missing or is too much.")
        {
            state.Data, state.Config, keys, output,
        };
        verify.SetAction(async (parsed, cancel) =>
        {
            var verdict = await VerifyAsync(state, parsed, [.. (parsed.GetValue(keys) ?? []).Select(file => file.FullName)], cancel);
            await (parsed.GetValue(output) == "json" ? WriteJsonAsync(verdict) : WriteTextAsync(verdict));
            return verdict.IsSound ? ExitCode.Done : ExitCode.Altered;
        });
        return verify;
    }

    private static async Task<LakeVerdict> VerifyAsync(StateOptions options, ParseResult parsed, IReadOnlyList<string> publicKeys, CancellationToken cancel)
    {
        var data = parsed.GetRequiredValue(options.Data).FullName;
        if (!Directory.Exists(data))
        {
            throw new BadInputException($"{data}: no such data folder.");
        }

        await using var state = options.Open(parsed);
        var lake = new LakeOptions();
        state.GetRequiredService<IConfiguration>().GetSection("Lake").Bind(lake);
        var keys = publicKeys.Count > 0 ? publicKeys : File.Exists(lake.SealKeyFile) ? [lake.SealKeyFile] : [];
        return await LakeVerifier.VerifyAsync(lake.Folder, keys, await ReadNotesAsync(state, cancel), cancel);
    }

    // A lake alone, without the state, can be checked too; it then lacks what the audit trail noted. The state is read as it is: to
    // bring it to this program's model is not what somebody wants who only looks.
    private static async Task<IReadOnlyCollection<NotedSeal>> ReadNotesAsync(ServiceProvider state, CancellationToken cancel)
    {
        if (!await state.GetRequiredService<CityDatabase>().ExistsAsync(cancel))
        {
            return [];
        }

        try
        {
            return await SealNotes.ReadAsync(state.GetRequiredService<IAuditTrail>(), cancel);
        }
        catch (DbException unreadable)
        {
            await System.Console.Error.WriteLineAsync($"kotwal: the seals that the audit trail noted are not compared: {unreadable.Message}");
            return [];
        }
    }

    internal static async Task WriteTextAsync(LakeVerdict verdict)
    {
        var text = new StringBuilder();
        foreach (var fault in verdict.Faults)
        {
            text.Append(CultureInfo.InvariantCulture, $"{WordOf(fault.Kind),-15} {fault.Path}");
            text.Append(fault.Seal is { } seal ? string.Create(CultureInfo.InvariantCulture, $", seal {seal}") : "");
            text.Append(fault.Day is { } day ? string.Create(CultureInfo.InvariantCulture, $", day {day:yyyy-MM-dd}") : "");
            text.Append(fault.SoundAt is { } at ? string.Create(CultureInfo.InvariantCulture, $", since {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} at the earliest") : "");
            text.Append(CultureInfo.InvariantCulture, $": {fault.Words}\n");
        }

        if (verdict.FaultCount > verdict.Faults.Count)
        {
            text.Append(CultureInfo.InvariantCulture, $"                and {verdict.FaultCount - verdict.Faults.Count} more\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{(verdict.IsSound ? "sound" : "not sound"),-15} {verdict.Seals} seals, {verdict.SealedSegments} sealed segments, ");
        text.Append(CultureInfo.InvariantCulture, $"{verdict.OpenSegments} of days that are not sealed yet, {verdict.Bytes} bytes");
        text.Append(verdict.Head is null ? "\n" : $", head {verdict.Head}, key {verdict.Key}\n");
        await System.Console.Out.WriteAsync(text.ToString());
    }

    private static async Task WriteJsonAsync(LakeVerdict verdict)
    {
        using var buffer = new MemoryStream();
        await JsonSerializer.SerializeAsync(
            buffer,
            new
            {
                sound = verdict.IsSound,
                seals = verdict.Seals,
                head = verdict.Head,
                key = verdict.Key,
                sealedSegments = verdict.SealedSegments,
                openSegments = verdict.OpenSegments,
                bytes = verdict.Bytes,
                faultCount = verdict.FaultCount,
                faults = verdict.Faults.Select(fault => new
                {
                    kind = WordOf(fault.Kind),
                    path = fault.Path,
                    seal = fault.Seal,
                    day = fault.Day,
                    soundAt = fault.SoundAt,
                    words = fault.Words,
                }),
            });
        await System.Console.Out.WriteLineAsync(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    internal static string WordOf(LakeFaultKind kind) =>
        string.Concat(kind.ToString().Select((letter, at) => char.IsAsciiLetterUpper(letter) && at > 0 ? $" {letter}" : $"{letter}")).ToLowerInvariant();
}
