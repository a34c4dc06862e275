using Kotwal.City.Access;
using Kotwal.City.People;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Map;

/// <summary>Addresses that the map leads to.</summary>
internal static class MapLinks
{
    /// <summary>The map without a chosen ward.</summary>
    public const string Whole = "map";

    /// <summary>The map with a chosen ward.</summary>
    public static string Of(string ward) => $"{Whole}?ward={Uri.EscapeDataString(ward)}";

    /// <summary>A search for the last day's events of a ward.</summary>
    public static string Events(string ward) => EventLinks.Search(Hunt(ward), new("24h", null, null));

    /// <summary>The hunt for the events of a ward.</summary>
    internal static string Hunt(string ward) => string.Join(" OR ", ScopeFields.ByKind[ScopeKind.Ward].Select(field => HuntText.Condition(field, ward)));
}
