using Kotwal.City.Work;
using Kotwal.Console.Ui;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Health;

/// <summary>Who watches Kotwal: what the program finds out about itself and about its sources.</summary>
public sealed partial class HealthPage
{
    [Inject]
    private HealthBook Book { get; set; } = default!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Sources];

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<HealthCondition>> ReadAsync(CancellationToken cancel) => Task.FromResult(Book.Conditions);

    private static Tone ToneOf(HealthState state) => state switch
    {
        HealthState.Well => Tone.Good,
        HealthState.Ill => Tone.Bad,
        _ => Tone.Neutral,
    };
}
