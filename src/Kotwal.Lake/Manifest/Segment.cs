using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Kotwal.Lake.Manifest;

/// <summary>One file of events that is part of the lake. It never changes.</summary>
/// <param name="Path">Path below the lake's folder, with forward slashes.</param>
/// <param name="Day">UTC day on which the events were received.</param>
/// <param name="Layout">Number of the layout of its columns.</param>
/// <param name="Rows">Number of events.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Sha256">SHA-256 of the file, in lower-case hexadecimal digits.</param>
/// <param name="Bounds">Times between which its events lie.</param>
/// <param name="Ranges">
/// The records that its events come from, sorted and without gaps that are none. A range may stand in two segments, where the
/// records of one batch were received on two days or belong to two classes.
/// </param>
/// <param name="Class">Retention class of its events. What was stored before there were classes is of the default one.</param>
/// <param name="Seal">Number of the seal that states it; null as long as its day is not sealed. Sealed segments are never merged.</param>
/// <param name="Holds">In the class <see cref="HoldClass"/> the holds for whose sake it is kept; null elsewhere.</param>
internal sealed record Segment(
    string Path,
    DateOnly Day,
    int Layout,
    long Rows,
    long Bytes,
    string Sha256,
    SegmentBounds Bounds,
    ImmutableArray<SpoolRange> Ranges,
    string Class = Segment.DefaultClass,
    long? Seal = null,
    IReadOnlyList<Guid>? Holds = null)
{
    /// <summary>The class of what no other class takes.</summary>
    public const string DefaultClass = "standard";

    /// <summary>The class of what is kept for holds alone, beyond the time of the class that it was stored in.</summary>
    public const string HoldClass = "hold";

    /// <summary>Number of its row groups; null for a segment of the first layout.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RowGroups { get; init; }

    /// <summary>Where it is, once it was moved into the cold store; null as long as its file is in the lake's folder. Only sealed segments move.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ColdPlace? Cold { get; init; }

    /// <summary>The number in the name of a segment's file.</summary>
    public static long NumberOf(string path) => long.Parse(System.IO.Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture);

    /// <summary>Puts ranges together: those of one spool that touch or overlap become one.</summary>
    public static ImmutableArray<SpoolRange> Join(IEnumerable<SpoolRange> ranges)
    {
        var joined = ImmutableArray.CreateBuilder<SpoolRange>();
        foreach (var range in ranges.OrderBy(range => range.Spool).ThenBy(range => range.From))
        {
            if (joined.Count > 0 && joined[^1].Spool == range.Spool && joined[^1].To >= range.From)
            {
                joined[^1] = joined[^1] with { To = Math.Max(joined[^1].To, range.To) };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined.ToImmutable();
    }
}
