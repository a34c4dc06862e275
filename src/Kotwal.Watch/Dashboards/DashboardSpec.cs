using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kotwal.Watch.Dashboards;

/// <summary>A dashboard as its file says it: docs/formats/dashboards.md.</summary>
/// <param name="Id">What its address says.</param>
/// <param name="Title">The title by language.</param>
/// <param name="Tiles">The tiles in order.</param>
public sealed record DashboardSpec(string Id, Dictionary<string, string> Title, IReadOnlyList<TileSpec> Tiles)
{
    /// <summary>Most tiles of one dashboard: each costs a query.</summary>
    public const int MaxTiles = 24;

    /// <summary>How the files are written.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>A text in the language of whoever looks, in English where it is not there, in any where that is not.</summary>
    internal static string TextIn(Dictionary<string, string> text, string language) =>
        text.GetValueOrDefault(language) ?? text.GetValueOrDefault("en") ?? text.Values.FirstOrDefault() ?? "";

    /// <summary>The tiles of a text; none when it is no list of tiles.</summary>
    internal static IReadOnlyList<TileSpec> ReadTiles(string json)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize<List<TileSpec>>(json, Json) ?? []).Where(tile => tile.IsSound).Take(MaxTiles)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    internal static string WriteTiles(IEnumerable<TileSpec> tiles) => JsonSerializer.Serialize(tiles.Take(MaxTiles), Json);
}

/// <summary>One tile.</summary>
/// <param name="Title">The title by language.</param>
/// <param name="Kind">How the answer is drawn.</param>
/// <param name="Query">The hunt; a map needs none.</param>
/// <param name="Range">One of the known lengths of time up to now; the dashboard's own when it is not said.</param>
/// <param name="Wide">How many columns it takes, 1 to 4.</param>
public sealed record TileSpec(Dictionary<string, string> Title, TileKind Kind, string Query = "", string? Range = null, int Wide = 1)
{
    /// <summary>Whether it can be shown.</summary>
    [JsonIgnore]
    public bool IsSound => Title is not null && Query is not null && Enum.IsDefined(Kind);
}

/// <summary>How the answer of a tile is drawn.</summary>
public enum TileKind
{
    /// <summary>One number, and how it has changed since the stretch before.</summary>
    Number,

    /// <summary>Counts over time.</summary>
    Line,

    /// <summary>Bars by name.</summary>
    Bar,

    /// <summary>Rows.</summary>
    Table,

    /// <summary>As the hunt's <c>render</c> says.</summary>
    Chart,

    /// <summary>The wards with their open alerts.</summary>
    Map,
}
