using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.Console.Ui;
using Microsoft.AspNetCore.Http;

namespace Kotwal.Console.Administration.Audit;

/// <summary>The filter as the page's address has it. Days are days of the city; what cannot be read does not narrow.</summary>
internal sealed record AuditQuery(string? Actor, string? Action, string? Result, string? From, string? To, string? Words)
{
    /// <summary>A result as addresses spell it.</summary>
    public static string Word(AuditResult result) => result.ToString().ToLowerInvariant();

    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public AuditFilter AsFilter(CityTime time) => new()
    {
        Actor = Actor,
        Action = Action,
        Result = ReadResult(),
        From = Start(time),
        To = EndDate.End(time, Day(To)),
        Text = Words,
    };

    /// <summary>The same question for the API's export.</summary>
    public string AsAddress(CityTime time, string format) => QueryString.Create(
        new (string Name, string? Value)[]
        {
            ("format", format), ("actor", Actor), ("action", Action), ("result", ReadResult() is { } result ? Word(result) : null),
            ("from", Start(time)?.ToString("O", CultureInfo.InvariantCulture)),
            ("to", EndDate.End(time, Day(To))?.ToString("O", CultureInfo.InvariantCulture)), ("text", Words),
        }.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Name, part.Value))).ToString();

    private AuditResult? ReadResult() =>
        Enum.GetValues<AuditResult>().Where(known => Word(known) == Result).Select(known => (AuditResult?)known).FirstOrDefault();

    private DateTimeOffset? Start(CityTime time) => EndDate.End(time, Day(From))?.AddDays(-1);
}
