namespace Kotwal.Watch.Map;

/// <summary>Line signs for kinds of sites, drawn for a square of 24 like <see cref="Kotwal.Console.Ui.Icons"/>.</summary>
internal static class SiteSigns
{
    private const string Other = "M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6z";

    private static readonly Dictionary<string, string> ByKind = new(StringComparer.Ordinal)
    {
        ["control_room"] = "M4 5h16v10H4zM12 15v4M8.5 19h7",
        ["data_centre"] = "M5 4.5h14v6H5zM5 13.5h14v6H5zM8 7.5h2M8 16.5h2",
        ["office"] = "M4 20h16M6 20V10M10 20V10M14 20V10M18 20V10M4 10h16L12 4z",
        ["water_works"] = "M12 3.5c3.6 4.4 5.6 7.2 5.6 10.1a5.6 5.6 0 0 1-11.2 0c0-2.9 2-5.7 5.6-10.1z",
        ["pump_house"] = "M4 20h16M6 20v-9l6-5 6 5v9M12 11.5c1.4 1.7 2 2.6 2 3.5a2 2 0 0 1-4 0c0-.9.6-1.8 2-3.5z",
        ["transport"] = "M6 4.5h12v12H6zM6 11h12M8.5 19.5v-3M15.5 19.5v-3M9 14h.1M15 14h.1",
        ["junction"] = "M9 3.5h6v17H9zM12 7.3v.1M12 12v.1M12 16.7v.1",
        ["market"] = "M4 9.5l2-5h12l2 5zM6 9.5v10h12v-10M10 19.5v-5h4v5",
        ["park"] = "M12 3.5l4.5 6H14l4 6H6l4-6H7.5zM12 15.5v5",
    };

    /// <summary>Kinds that have a sign of their own, in the order of the legend.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ByKind.Keys];

    public static string Of(string kind) => ByKind.GetValueOrDefault(kind, Other);
}
