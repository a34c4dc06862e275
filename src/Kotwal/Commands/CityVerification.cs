using System.CommandLine;
using System.Globalization;
using Kotwal.City.Facts;

namespace Kotwal.Commands;

/// <summary><c>kotwal city verify</c>: proves the ledger of facts. Works while the server runs and without it.</summary>
internal static class CityVerification
{
    public static Command Create()
    {
        var state = new StateOptions();
        var verify = new Command("verify", "Computes the chain of the ledger of facts again. Exits with 1 when something was altered.") { state.Data, state.Config };
        verify.SetAction((parsed, cancel) => VerifyAsync(state, parsed, cancel));
        return verify;
    }

    private static async Task<int> VerifyAsync(StateOptions options, ParseResult parsed, CancellationToken cancel)
    {
        await using var state = await options.OpenExistingAsync(parsed, cancel);
        var verdict = await state.GetRequiredService<FactLedger>().VerifyAsync(cancel);
        var answer = System.Console.Out;
        if (verdict.BrokenAt is { } at)
        {
            await answer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"altered  at recording {at}"));
        }

        await answer.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"sound    {verdict.Recordings} recordings, {verdict.Facts} facts, head {verdict.Head}"));
        return verdict.BrokenAt is null ? ExitCode.Done : ExitCode.Altered;
    }
}
