using Kotwal.City.Graph;
using Kotwal.Console.Ui;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Map;

/// <summary>What stands in a ward or in the whole city, and what is wrong there.</summary>
public sealed partial class PlacePanel
{
    /// <summary>Most types that have a bar of their own.</summary>
    private const int MaxTypes = 12;

    /// <summary>Name of the place.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public PlaceContent Content { get; set; } = default!;

    [Parameter, EditorRequired]
    public PlaceAlerts Alerts { get; set; } = default!;

    /// <summary>How many of the alerts concern no ward that is known.</summary>
    [Parameter]
    public int Unplaced { get; set; }

    /// <summary>Where the events of the place are; null for no link.</summary>
    [Parameter]
    public string? EventsHref { get; set; }

    /// <summary>Back to the whole city; null for no link.</summary>
    [Parameter]
    public string? LeaveHref { get; set; }

    private List<Bar> Bars()
    {
        var bars = Content.Types.Take(MaxTypes).Select(type => new Bar(MapWords.TypeOf(Text, type.Type), type.Count)).ToList();
        if (Content.Types.Count > MaxTypes)
        {
            bars.Add(new(Text["map.otherTypes"], Content.Types.Skip(MaxTypes).Sum(type => type.Count)));
        }

        return bars;
    }

    private static Tone ToneOf(CityService service) => service.Criticality switch
    {
        "critical" => Tone.Bad,
        "high" => Tone.Warn,
        _ => Tone.Neutral,
    };

    private string CriticalityOf(CityService service) =>
        Text["map.criticality." + service.Criticality] is { ResourceNotFound: false } known ? known : service.Criticality;
}
