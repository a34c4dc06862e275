using System.Data.Common;
using Kotwal.City.Data;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kotwal.Respond.Incidents;

/// <summary>
/// Makes incidents of grave alerts: an alert of severity high or critical joins the incident that concerns the same, or opens
/// one. A batch is one transaction; alerts that are known change nothing.
/// </summary>
internal sealed partial class IncidentSink(
    IDbContextFactory<CityDbContext> contexts, CityFeed feed, TimeProvider clock, ILogger<IncidentSink> log) : IAlertSink
{
    public async ValueTask AcceptAsync(IReadOnlyList<Alert> alerts, CancellationToken cancel)
    {
        var grave = alerts.Where(alert => alert.Severity >= AlertSeverity.High).ToList();
        if (grave.Count == 0)
        {
            return;
        }

        try
        {
            if (await StoreAsync(grave, cancel))
            {
                feed.Publish(CityTopic.Incidents);
            }
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException)
        {
            throw new IOException("The incidents could not be stored.", failure);
        }
    }

    private async Task<bool> StoreAsync(List<Alert> alerts, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        var ledger = new IncidentLedger(city, clock);
        var known = await IncidentLedger.FindKnownAsync(city, alerts.ConvertAll(alert => alert.Id), cancel);
        var stored = 0;
        foreach (var alert in alerts)
        {
            if (known.TryAdd(alert.Id, default))
            {
                await JoinOrOpenAsync(alert, ledger, cancel);
                stored++;
            }
        }

        await write.CommitAsync(cancel);
        return stored > 0;
    }

    private async Task JoinOrOpenAsync(Alert alert, IncidentLedger ledger, CancellationToken cancel)
    {
        var summary = new AlertSummary(
            alert.Id, alert.RuleTitle, alert.Severity, alert.At.ToDateTimeOffset(), alert.Entities, AlertParts.Of(alert))
        {
            IsOfAudit = AlertParts.IsOfAudit(alert),
        };
        var concerned = Entity.Of(alert.Entities, alert.RuleId);
        var incident = await ledger.FindOpenAsync(concerned, summary.Parts, summary.At, summary.IsOfAudit, cancel);
        if (incident is null)
        {
            incident = await ledger.OpenAsync(alert.RuleTitle, alert.Severity, openedBy: null, cancel);
            if (summary.IsOfAudit)
            {
                incident.StandInAudit();
            }

            Opened(incident.Number, alert.RuleId);
        }

        await ledger.JoinAsync(incident, summary, concerned, addedBy: null, cancel);
    }

    [LoggerMessage(6001, LogLevel.Information, "{Number} was opened by an alert of rule {RuleId}.")]
    private partial void Opened(string number, string ruleId);
}
