using System.Collections.Concurrent;
using Kotwal.City.Access;
using Kotwal.City.Work;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Hunt;
using Kotwal.Lake;
using Kotwal.Watch.Rules;
using Kotwal.Watch.Sources;

namespace Kotwal.Watch.Tests;

/// <summary>A lake that answers what a test tells it to, and remembers what it was asked.</summary>
internal sealed class FakeStore : IEventStore
{
    public static readonly QueryResult Nothing = new([], [], IsCut: false, TimeSpan.Zero);

    public ConcurrentQueue<(string Text, VisibleEvents Visible, QueryLimits Limits)> Asked { get; } = new();

    /// <summary>The tables besides events that the last hunt could name.</summary>
    public IReadOnlyList<IQueryTable> Tables { get; private set; } = [];

    /// <summary>Answers a hunt; may throw what a lake throws.</summary>
    public Func<string, QueryResult> Answer { get; set; } = _ => Nothing;

    public long StoredUpTo(Guid spool) => 0;

    public ValueTask AppendAsync(EventBatch batch, SpoolRange range, CancellationToken cancel) => default;

    public ValueTask<QueryResult> QueryAsync(
        HuntQuery query, VisibleEvents visible, IReadOnlyList<IQueryTable> tables, QueryLimits limits, CancellationToken cancel)
    {
        Asked.Enqueue((query.Text, visible, limits));
        Tables = tables;
        return new(Answer(query.Text));
    }

    public ValueTask DisposeAsync() => default;
}

/// <summary>Rules that stand in memory.</summary>
internal sealed class FakeRuleBook : IRuleBook
{
    private readonly ConcurrentDictionary<string, RuleEntry> rules = new(StringComparer.Ordinal);

    public Exception? Failure { get; set; }

    public IReadOnlyList<RuleEntry> Rules => [.. rules.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public IReadOnlyList<RejectedRule> Rejected { get; set; } = [];

    public void Add(RuleEntry rule) => rules[rule.Id] = rule;

    public ValueTask SetEnabledAsync(string ruleId, bool isEnabled, CancellationToken cancel)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        rules[ruleId] = rules[ruleId] with { IsEnabled = isEnabled };
        return default;
    }
}

/// <summary>Sources that stand in memory.</summary>
internal sealed class FakeSourceBook : ISourceBook
{
    public IReadOnlyList<SourceEntry> Sources { get; set; } = [];
}

/// <summary>The other desk, as this one knows it.</summary>
internal sealed class FakeRespond : IIncidentIntake, IWorkload
{
    private readonly ConcurrentDictionary<Guid, WorkItem> byAlert = new();

    public ConcurrentQueue<IncidentRequest> Requests { get; } = new();

    public Exception? Failure { get; set; }

    public ValueTask<Guid> OpenAsync(IncidentRequest request, CancellationToken cancel)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        Requests.Enqueue(request);
        var item = new WorkItem(
            Guid.CreateVersion7(Some.Noon), "INC-2026-0001", request.Title, AlertSeverity.High, "open", Some.Noon, request.AlertIds.Count);
        foreach (var alert in request.AlertIds)
        {
            byAlert[alert] = item;
        }

        return new(item.Id);
    }

    public ValueTask<Workload> ReadAsync(int newest, Reach reach, CancellationToken cancel) =>
        new(new Workload(byAlert.Count, [.. byAlert.Values.Take(newest)]));

    public ValueTask<WorkItem?> FindForAlertAsync(AlertId alert, Reach reach, CancellationToken cancel) =>
        new(byAlert.GetValueOrDefault(alert.Value));
}
