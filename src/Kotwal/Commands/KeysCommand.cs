using System.CommandLine;
using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.Lake;
using Kotwal.Lake.Cold;

namespace Kotwal.Commands;

/// <summary><c>kotwal keys</c>: the master keys of the cold store. Works while the server runs and without it.</summary>
internal static class KeysCommand
{
    private const string By = "command line";

    public static Command Create() => new("keys", "Master keys of the cold store: which are in use, and exchanging them.") { List(), Rotate() };

    private static Command List()
    {
        var state = new StateOptions();
        var list = new Command("list", "Prints the master keys, one a line: id, whether the settings name it, number of stored files that need it. Exits with 1 when one is missing.")
        {
            state.Data, state.Config,
        };
        list.SetAction(async (parsed, cancel) =>
        {
            var uses = await ColdKeys.CountAsync(LakeConfig.Read(parsed.GetRequiredValue(state.Data).FullName, parsed.GetValue(state.Config)?.FullName), cancel);
            foreach (var use in uses)
            {
                await System.Console.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{use.Id ?? "(damaged)",-16}  {(use.IsGiven ? "given" : use.Id is null ? "unreadable" : "missing"),-10}  {use.Segments}"));
            }

            return uses.All(use => use.IsGiven) ? ExitCode.Done : ExitCode.Altered;
        });
        return list;
    }

    private static Command Rotate()
    {
        var state = new StateOptions();
        var rotate = new Command("rotate", "Wraps the keys of all cold files with the first of Lake:Cold:Keys; the files themselves are not written. Exits with 1 when one could not be. It is in the audit trail.")
        {
            state.Data, state.Config,
        };
        rotate.SetAction(async (parsed, cancel) =>
        {
            await using var services = await state.OpenExistingAsync(parsed, cancel);
            var lake = new LakeOptions();
            services.GetRequiredService<IConfiguration>().GetSection("Lake").Bind(lake);
            var done = await services.GetRequiredService<IAuditTrail>().DoAsync(
                new AuditDeed(By, "keys.rotate", "cold store", AuditResult.Done), () => ColdKeys.RotateAsync(lake, cancel), cancel);
            foreach (var failure in done.Failures)
            {
                await System.Console.Error.WriteLineAsync("kotwal: " + failure);
            }

            await System.Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"key      {done.Id}\nwrapped  {done.Wrapped} anew, {done.Were} were already, {done.Failures.Count} failed"));
            return done.Failures.Count == 0 ? ExitCode.Done : ExitCode.Altered;
        });
        return rotate;
    }
}
