using System.CommandLine;
using System.Globalization;
using Kotwal.City.Audit;

namespace Kotwal.Commands;

/// <summary><c>kotwal audit</c>: proves and exports the audit trail. Works while the server runs and without it.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "The audit trail: who did what.") { Verify(), Export() };

    private static Command Verify()
    {
        var state = new StateOptions();
        var verify = new Command("verify", "Computes the chain of the audit trail again. Exits with 1 when something was altered, or when nobody can say.") { state.Data, state.Config };
        verify.SetAction((parsed, cancel) => VerifyAsync(state, parsed, cancel));
        return verify;
    }

    private static Command Export()
    {
        var state = new StateOptions();
        var format = new Option<AuditFormat>("--format")
        {
            Description = "jsonl: one JSON object a line, with everything that the hashes cover. csv: for spreadsheets.",
            DefaultValueFactory = _ => AuditFormat.Jsonl,
        };
        var export = new Command("export", "Writes the audit trail to standard output, the oldest entry first. The export is itself an entry.")
        {
            state.Data, state.Config, format,
        };
        export.SetAction((parsed, cancel) => ExportAsync(state, parsed, parsed.GetValue(format), cancel));
        return export;
    }

    private static async Task<int> VerifyAsync(StateOptions options, ParseResult parsed, CancellationToken cancel)
    {
        await using var state = await options.OpenExistingAsync(parsed, cancel);
        var verdict = await state.GetRequiredService<IAuditTrail>().VerifyAsync(cancel);
        var answer = System.Console.Out;
        if (verdict.BrokenAt is { } at)
        {
            await answer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"altered  at entry {at}: {Explain(verdict)}"));
            await answer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"sound    entries 1 to {verdict.Entries}, head {verdict.Head}"));
            return ExitCode.Altered;
        }

        if (!verdict.IsSound)
        {
            await answer.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"not provable  {verdict.Entries} entries follow each other, head {verdict.Head}; audit.head is missing or cannot be read, so that nobody can say whether newer ones were cut off."));
            return ExitCode.Altered;
        }

        await answer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"sound    {verdict.Entries} entries, head {verdict.Head}"));
        return ExitCode.Done;
    }

    private static async Task<int> ExportAsync(StateOptions options, ParseResult parsed, AuditFormat format, CancellationToken cancel)
    {
        await using var state = await options.OpenExistingAsync(parsed, cancel);
        await using var output = System.Console.OpenStandardOutput();
        await state.GetRequiredService<AuditExport>().WriteAsync(format, new AuditFilter(), "command line", output, cancel);
        return ExitCode.Done;
    }

    private static string Explain(AuditVerdict verdict) => verdict.Fault switch
    {
        AuditFault.Altered => "it does not have the hash of what it says.",
        AuditFault.Missing => "an entry before it is missing.",
        AuditFault.Stray => "it is beside the chain, whose numbers begin with 1.",
        AuditFault.CutShort => string.Create(
            CultureInfo.InvariantCulture, $"the newest entries were cut off; entry {verdict.Noted} was noted in audit.head."),
        _ => "it is another than the one that was noted in audit.head: the end was written anew.",
    };
}
