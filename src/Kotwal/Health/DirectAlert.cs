using Kotwal.City.Work;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Health;

namespace Kotwal.Health;

/// <summary>Tells desks past the pipeline: for what is wrong with the pipeline itself.</summary>
internal sealed partial class DirectAlert(IEnumerable<IAlertSink> sinks, TimeProvider clock, ILogger<DirectAlert> log)
{
    /// <summary>Raises an alert about a condition; its id is a function of the condition and of when it began.</summary>
    public async Task TellAsync(string title, HealthCondition condition, CancellationToken cancel)
    {
        var rule = "kotwal.health." + condition.Kind;
        var alert = new Alert
        {
            Id = AlertId.Create(rule + condition.Subject, EventTime.From(condition.Since)),
            RuleId = rule,
            RuleTitle = title,
            Severity = AlertSeverity.High,
            At = EventTime.From(clock.GetUtcNow()),
            Tags = ["kotwal.health"],
            Events = [],
            Matched = [new("condition", condition.Words)],
            Entities = [new("kotwal.health.subject", condition.Subject)],
        };
        foreach (var sink in sinks)
        {
            try
            {
                await sink.AcceptAsync([alert], cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The page of health and the missing heartbeat still say it.
                NotTold(failure, title);
            }
        }
    }

    [LoggerMessage(9083, LogLevel.Error, "A desk did not take the alert '{Title}'.")]
    private partial void NotTold(Exception failure, string title);
}
