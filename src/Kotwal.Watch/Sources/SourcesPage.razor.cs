using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Sources;

/// <summary>The doors that records come in by, when each last spoke, and what became of what it said.</summary>
public sealed partial class SourcesPage
{
    [Inject]
    private ISourceBook Book { get; set; } = default!;

    [Inject]
    private MaintenanceBook Planned { get; set; } = default!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Sources, CityTopic.Events];

    /// <inheritdoc/>
    protected override Task<SourcesContent> ReadAsync(CancellationToken cancel) => Task.FromResult(new SourcesContent(Book.Sources, Planned.Windows));
}

/// <summary>What the page shows.</summary>
/// <param name="Sources">The sources.</param>
/// <param name="Windows">When some of them are worked on.</param>
public sealed record SourcesContent(IReadOnlyList<SourceEntry> Sources, IReadOnlyList<MaintenanceWindow> Windows);
