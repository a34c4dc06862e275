using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Sources;

/// <summary>The doors that records come in by, when each last spoke, and what became of what it said.</summary>
public sealed partial class SourcesPage
{
    [Inject]
    private ISourceBook Book { get; set; } = default!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Sources, CityTopic.Events];

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<SourceEntry>> ReadAsync(CancellationToken cancel) => Task.FromResult(Book.Sources);
}
