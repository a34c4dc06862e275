using System.CommandLine;
using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.Inputs;
using Kotwal.Lake.Retention;
using Kotwal.Serving;

namespace Kotwal.Commands;

/// <summary><c>kotwal hold</c>: events that are kept beyond their time. Works while the server runs and without it.</summary>
internal static class HoldCommand
{
    private const string By = "command line";

    public static Command Create() => new("hold", "Legal holds: events that are kept beyond their time until the hold is lifted.") { Add(), List(), Lift() };

    private static Command Add()
    {
        var state = new StateOptions();
        var name = new Option<string>("--name") { Description = "What people call it: a case, an order.", Required = true };
        var query = new Option<string>("--query") { Description = "Which events: a search, and where. Default all.", DefaultValueFactory = _ => "" };
        var sources = new Option<string[]>("--source") { Description = "Only events of this source; may be repeated." };
        var hosts = new Option<string[]>("--host") { Description = "Only events of this host.name; may be repeated." };
        var from = TimeOption.Create("--from", "Earliest @timestamp, included.");
        var to = TimeOption.Create("--to", "Latest @timestamp, not included.");
        var add = new Command("add", "Makes a hold and prints its id.") { state.Data, state.Config, name, query, sources, hosts, from, to };
        add.SetAction(async (parsed, cancel) =>
        {
            await using var services = await state.OpenExistingAsync(parsed, cancel);
            var hunt = parsed.GetValue(query) + OneOf("kotwal.source", parsed.GetValue(sources)) + OneOf("host.name", parsed.GetValue(hosts));
            var (called, begin, end) = (parsed.GetRequiredValue(name), TimeOption.Read(parsed, from), TimeOption.Read(parsed, to));
            try
            {
                HoldBook.Require(called, hunt, begin, end);
                var deed = new AuditDeed(By, "hold.add", called, AuditResult.Done, Describe(hunt, begin, end));
                var hold = await services.GetRequiredService<IAuditTrail>().DoAsync(
                    deed, () => Book(state, parsed).AddAsync(called, hunt, begin, end, By, cancel), cancel);
                await System.Console.Out.WriteLineAsync($"{hold.Id}");
                return ExitCode.Done;
            }
            catch (FormatException wrong)
            {
                throw new BadInputException(wrong.Message);
            }
        });
        return add;
    }

    private static Command List()
    {
        var state = new StateOptions();
        var list = new Command("list", "Prints the holds, one a line: id, state, when and by whom it was made, name, events.") { state.Data };
        list.SetAction(async (parsed, _) =>
        {
            foreach (var hold in Book(state, parsed).Read())
            {
                var since = hold.LiftedAt is { } lifted
                    ? string.Create(CultureInfo.InvariantCulture, $"lifted {lifted.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} by {hold.LiftedBy}")
                    : "holds";
                await System.Console.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{hold.Id}  {since}  made {hold.MadeAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} by {hold.MadeBy}  {hold.Name}  {Describe(hold.Query, hold.From, hold.To)}"));
            }

            return ExitCode.Done;
        });
        return list;
    }

    private static Command Lift()
    {
        var state = new StateOptions();
        var id = new Option<Guid>("--id") { Description = "The hold's id.", Required = true };
        var lift = new Command("lift", "Lifts a hold: what it kept beyond its time is deleted soon.") { state.Data, state.Config, id };
        lift.SetAction(async (parsed, cancel) =>
        {
            await using var services = await state.OpenExistingAsync(parsed, cancel);
            var book = Book(state, parsed);
            var found = book.Read().FirstOrDefault(hold => hold.Id == parsed.GetValue(id)) ?? throw new BadInputException($"There is no hold {parsed.GetValue(id)}.");
            var deed = new AuditDeed(By, "hold.lift", found.Name, AuditResult.Done, $"{found.Id}");
            await services.GetRequiredService<IAuditTrail>().DoAsync(deed, () => book.LiftAsync(found.Id, By, cancel), cancel);
            return ExitCode.Done;
        });
        return lift;
    }

    private static HoldBook Book(StateOptions state, ParseResult parsed)
    {
        var lake = new DataFolder(parsed.GetRequiredValue(state.Data).FullName).Lake;
        return Directory.Exists(lake) ? new HoldBook(lake, TimeProvider.System) : throw new BadInputException($"{lake}: there is no lake in this folder.");
    }

    private static string OneOf(string field, string[]? values) => values is not { Length: > 0 }
        ? ""
        : $" | where {field} in ({string.Join(", ", values.Select(value => $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"))})";

    private static string Describe(string query, DateTimeOffset? from, DateTimeOffset? to) =>
        string.Join(' ', new[] { query.Trim(), from is null ? "" : $"from {from:O}", to is null ? "" : $"to {to:O}" }.Where(part => part.Length > 0));
}
