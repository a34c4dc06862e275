using System.Collections.Frozen;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Sql;

/// <summary>What ClickHouse does not compute as the language means it, in the words of who asked.</summary>
internal static class ClickHouseGaps
{
    private const string Documents = "documents of JSON (parse_json, extract_json, bag_pack and what reads them)";
    private const string Expanding = "mv-expand";
    private const string Series = "make-series and what reads its series";
    private const string Calendar = "datetime_diff, datetime_add, datetime_part and format_datetime";

    public static FrozenDictionary<Primitive, string> All { get; } = new Dictionary<Primitive, string>
    {
        [Primitive.Reverse] = "reverse, which counts letters with their marks as one",
        [Primitive.MemberAtPlace] = Documents,
        [Primitive.MemberNamed] = Documents,
        [Primitive.ParseDocument] = Documents,
        [Primitive.DocumentOf] = Documents,
        [Primitive.Member] = Documents,
        [Primitive.TextsOfDocument] = Documents,
        [Primitive.KeysOfDocument] = Documents,
        [Primitive.LengthOfDocument] = Documents,
        [Primitive.PackDocument] = Documents,
        [Primitive.ItemsOfDocument] = Documents,
        [Primitive.PairsOfDocument] = Documents,
        [Primitive.Unnest] = Expanding,
        [Primitive.CountOfRows] = Expanding,
        [Primitive.Places] = Expanding,
        [Primitive.FirstItems] = Series,
        [Primitive.ListInOrder] = Series,
        [Primitive.JoinLists] = Series,
        [Primitive.PlacesBetween] = Series,
        [Primitive.Anomalies] = Series,
        [Primitive.TimeDifference] = Calendar,
        [Primitive.AddUnits] = Calendar,
        [Primitive.PartOfTime] = Calendar,
        [Primitive.FormatTime] = Calendar,
    }.ToFrozenDictionary();

    /// <summary>Places of arguments that must be the same for all rows: the engine takes no others there.</summary>
    public static FrozenDictionary<Primitive, int> FixedArguments { get; } = new Dictionary<Primitive, int>
    {
        [Primitive.Split] = 1,
        [Primitive.JoinItemsBy] = 1,
        [Primitive.ConcatBetween] = 0,
        [Primitive.Extract] = 1,
        [Primitive.ExtractAll] = 1,
        [Primitive.ReplaceRegex] = 1,
        [Primitive.Percentile] = 1,
    }.ToFrozenDictionary();
}
