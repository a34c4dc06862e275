using System.Collections.Frozen;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Sql;

/// <summary>
/// How ClickHouse computes primitives, as <see cref="SqlTemplate"/> reads it; those that are not here are in <see cref="ClickHouseGaps"/>.
/// Whole numbers are computed with 128 bits, since what does not fit into 64 would come out as another number.
/// </summary>
internal static class ClickHouseTemplates
{
    private const string Day = "86400000000";

    private const string Week = "604800000000";

    private const string WordClass = @"[0-9A-Za-z_\\x{80}-\\x{10FFFF}]";

    private const string HoldsWords = "(position({0}, {1}) > 0 AND match({0}, concat('(?-s)', "
        + $"if(match({{1}}, '^{WordClass}'), '(?:^|[^0-9A-Za-z_\\\\x{{80}}-\\\\x{{10FFFF}}])', ''), regexpQuoteMeta({{1}}), "
        + $"if(match({{1}}, '{WordClass}$'), '(?:$|[^0-9A-Za-z_\\\\x{{80}}-\\\\x{{10FFFF}}])', ''))))";

    private const string SubstringStart = "if({1} < 0, greatest({1}, -4000000000), least({1}, 4000000000) + 1)";

    private const string Number = @"'^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*$'";

    // Times as text, of the years that the engine reads.
    private const string TimeText =
        @"'^(19|20|21|22)\\d\\d-\\d\\d-\\d\\d([ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)? ?(Z|[+-]\\d\\d:?\\d\\d)?)?$'";

    // The same time of the year in one of the 400 years that the engine's calendar has; the calendar repeats after them.
    private static readonly string InCalendar =
        $"fromUnixTimestamp64Micro({Modulo("{0} + 2208988800000000", "12622780800000000")} - 2208988800000000, 'UTC')";

    private static readonly string YearsBeyond =
        $"400 * intDiv({{0}} + 2208988800000000 - {Modulo("{0} + 2208988800000000", "12622780800000000")}, toInt64(12622780800000000))";

    private static readonly string StartOfDay = $"({{0}} - {Modulo("{0}", Day)})";

    /// <summary>Over single values.</summary>
    public static FrozenDictionary<Primitive, string> Singles { get; } = new Dictionary<Primitive, string>
    {
        // Documents themselves are not computed; one that stands in a table is shown.
        [Primitive.TextOfDocument] = "multiIf({0} IS NULL OR JSONType(assumeNotNull({0})) = 'Null', NULL, JSONType(assumeNotNull({0})) = 'String', JSONExtractString(assumeNotNull({0})), {0})",
        [Primitive.Equal] = "({0} = {1})",
        [Primitive.Less] = "({0} < {1})",
        [Primitive.LessOrEqual] = "({0} <= {1})",
        [Primitive.Greater] = "({0} > {1})",
        [Primitive.GreaterOrEqual] = "({0} >= {1})",
        [Primitive.In] = "({0} IN ({+}))",

        [Primitive.Contains] = "(position({0}, {1}) > 0)",
        [Primitive.StartsWith] = "startsWith({0}, {1})",
        [Primitive.EndsWith] = "endsWith({0}, {1})",
        [Primitive.Matches] = "match({0}, concat('(?-s)', {1}))",
        [Primitive.HoldsWords] = HoldsWords,
        [Primitive.Like] = "({0} LIKE {1})",
        [Primitive.Lower] = "lowerUTF8({0})",
        [Primitive.Upper] = "upperUTF8({0})",
        [Primitive.Length] = "toInt64(lengthUTF8({0}))",
        [Primitive.Concat] = "concat({~})",
        [Primitive.ConcatBetween] = "arrayStringConcat(arrayFilter(i -> i IS NOT NULL, [{+}]), {0})",
        [Primitive.CountOf] = "toInt64(if({1} = '', NULL, countSubstrings({0}, {1})))",
        [Primitive.Substring] = $"substringUTF8({{0}}, {SubstringStart}, toUInt64(greatest(least({{2}}, 4000000000), 0)))",
        [Primitive.SubstringFrom] = $"substringUTF8({{0}}, {SubstringStart})",
        [Primitive.IndexOf] = "(toInt64(positionUTF8({0}, {1})) - 1)",
        [Primitive.IndexOfFrom] =
            "coalesce(nullIf(toInt64(positionUTF8(substringUTF8({0}, {2} + 1), {1})), 0) - 1 + {2}, if({0} IS NOT NULL, -1, NULL))",
        [Primitive.Replace] = "replaceAll({0}, {1}, {2})",
        [Primitive.Extract] = "nullIf(regexpExtract({0}, concat('(?-s)', {1}), {2}), '')",
        [Primitive.ExtractAll] =
            "arrayMap(g -> g[{2} + 1], extractAllGroupsVertical(coalesce({0}, ''), concat('(?-s)(', {1}, ')')))",
        [Primitive.ReplaceRegex] = "replaceRegexpAll({0}, concat('(?-s)', {1}), {2})",
        [Primitive.Base64Decode] = "if({0} = '', '', nullIf(if(isValidUTF8(tryBase64Decode({0})), tryBase64Decode({0}), ''), ''))",
        [Primitive.Base64Encode] = "base64Encode({0})",
        [Primitive.UrlDecode] = "if(isValidUTF8(decodeURLComponent({0})), decodeURLComponent({0}), NULL)",
        [Primitive.UrlEncode] = "encodeURLComponent({0})",
        [Primitive.Sha256] = "lower(hex(SHA256({0})))",
        [Primitive.Md5] = "lower(hex(MD5({0})))",
        [Primitive.Split] = "if({0} IS NULL, [], splitByString({1}, assumeNotNull({0})))",

        [Primitive.Add] = Whole("toInt128({0}) + toInt128({1})"),
        [Primitive.Subtract] = Whole("toInt128({0}) - toInt128({1})"),
        [Primitive.Multiply] = Whole("toInt128({0}) * toInt128({1})"),
        [Primitive.Divide] = "({0} / nullIf(toFloat64({1}), 0))",
        [Primitive.WholeDivide] = Whole("intDiv(toInt128({0}), toInt128(nullIf({1}, 0)))"),
        [Primitive.Remainder] = Whole("((toInt128({0}) % toInt128(nullIf({1}, 0))) + abs(toInt128({1}))) % abs(toInt128(nullIf({1}, 0)))"),
        [Primitive.FloorWhole] = Whole("toInt128({0}) - ((toInt128({0}) % toInt128({1})) + toInt128({1})) % toInt128({1})"),
        [Primitive.FloorFraction] = "(floor({0} / toFloat64({1})) * {1})",
        [Primitive.FloorTime] = $"({{0}} - {Modulo("{0} + 62135596800000000", "{1}")})",
        [Primitive.AddTime] = Shifted("+"),
        [Primitive.SubtractTime] = Shifted("-"),
        [Primitive.TimeBetween] = "({0} - {1})",

        [Primitive.Absolute] = Whole("abs(toInt128({0}))"),
        [Primitive.Round] = "(sign({0}) * floor(abs(toFloat64({0})) * pow(10, {1}) + 0.5) / pow(10, {1}))",
        [Primitive.Ceiling] = "ceil(toFloat64({0}))",
        [Primitive.SquareRoot] = "sqrt(if({0} < 0, NULL, toFloat64({0})))",
        [Primitive.NaturalLogarithm] = "log(if({0} <= 0, NULL, toFloat64({0})))",
        [Primitive.Logarithm10] = "log10(if({0} <= 0, NULL, toFloat64({0})))",
        [Primitive.Logarithm2] = "log2(if({0} <= 0, NULL, toFloat64({0})))",
        [Primitive.Power] = "if(isFinite(pow(toFloat64({0}), {1})), pow(toFloat64({0}), {1}), NULL)",
        [Primitive.Least] = "least({*})",
        [Primitive.Greatest] = "greatest({*})",

        [Primitive.StartOfDay] = StartOfDay,
        [Primitive.StartOfWeek] = $"({{0}} - {Modulo("{0} + 345600000000", Week)})",
        [Primitive.StartOfMonth] = $"({StartOfDay} - (toInt64(toDayOfMonth({InCalendar})) - 1) * {Day})",
        [Primitive.StartOfYear] = $"({StartOfDay} - (toInt64(toDayOfYear({InCalendar})) - 1) * {Day})",
        [Primitive.EndOfDay] = $"({StartOfDay} + 86399999999)",
        [Primitive.DayOfWeek] = $"toInt64(intDiv({Modulo("{0} + 345600000000", Week)}, {Day})) * {Day}",
        [Primitive.HourOfDay] = $"toInt64(intDiv({Modulo("{0}", Day)}, 3600000000))",
        [Primitive.DayOfMonth] = $"toInt64(toDayOfMonth({InCalendar}))",
        [Primitive.MonthOfYear] = $"toInt64(toMonth({InCalendar}))",
        [Primitive.Year] = $"(toInt64(toYear({InCalendar})) + {YearsBeyond})",
        [Primitive.TimeOfSeconds] = "if({0} BETWEEN -62135596800 AND 253402300799, toInt64(floor({0} * 1000000)), NULL)",

        [Primitive.TextOf] = "toString({0})",
        [Primitive.TextOfTime] = $"concat(leftPad(toString(toInt64(toYear({InCalendar})) + {YearsBeyond}), 4, '0'), "
            + $"substring(formatDateTime({InCalendar}, '%Y-%m-%dT%H:%i:%S.'), 5), leftPad(toString({Modulo("{0}", "1000000")}), 6, '0'), 'Z')",
        [Primitive.TextOfTruth] = "CASE WHEN {0} THEN 'true' WHEN NOT {0} THEN 'false' END",
        [Primitive.NumberOf] = "toFloat64({0})",
        [Primitive.WholeOfNumber] = "accurateCastOrNull(trunc({0}), 'Int64')",
        [Primitive.TruthOf] = "CASE lowerUTF8({0}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
        [Primitive.IsNotZero] = "({0} <> 0)",
        [Primitive.Seconds] = "({0} / 1000000)",

        [Primitive.IsAbsent] = "({0} IS NULL)",
        [Primitive.IsPresent] = "({0} IS NOT NULL)",
        [Primitive.OrEmpty] = "coalesce({0}, '')",
        [Primitive.NullIfEmpty] = "nullIf({0}, '')",
        [Primitive.Coalesce] = "coalesce({*})",
        [Primitive.IsTrue] = "coalesce({0}, FALSE)",
        [Primitive.If] = "if({0}, {1}, {2})",

        [Primitive.Ipv4Number] = @"if(match({0}, '^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.|$)){4}$') AND NOT endsWith({0}, '.'), "
            + "toInt64(IPv4StringToNumOrNull({0})), NULL)",
        [Primitive.Ipv6Key] = "if(position({0}, ':') > 0, lower(hex(IPv6StringToNumOrNull({0}))), NULL)",

        [Primitive.CountRows] = "toInt64(count())",
        [Primitive.CountWhere] = "toInt64(countIf({0}))",
        [Primitive.CountDistinct] = "toInt64(uniqExact({0}))",
        [Primitive.CountDistinctWhere] = "toInt64(uniqExactIf({0}, {1}))",
        [Primitive.Sum] = "coalesce(sumOrNull(toFloat64({0})), 0)",
        [Primitive.SumWhole] = Whole("coalesce(sumOrNull(toInt128({0})), 0)"),
        [Primitive.SumWhere] = "coalesce(sumOrNullIf(toFloat64({0}), {1}), 0)",
        [Primitive.SumWholeWhere] = Whole("coalesce(sumOrNullIf(toInt128({0}), {1}), 0)"),
        [Primitive.Average] = "avgOrNull(toFloat64({0}))",
        [Primitive.AverageWhere] = "avgOrNullIf(toFloat64({0}), {1})",
        [Primitive.Deviation] = OfNumbers("stddevSampStable(toFloat64({0}))"),
        [Primitive.DeviationWhere] = OfNumbers("stddevSampStableIf(toFloat64({0}), {1})"),
        [Primitive.Variance] = OfNumbers("varSampStable(toFloat64({0}))"),
        [Primitive.Min] = "minOrNull({0})",
        [Primitive.MinWhere] = "minOrNullIf({0}, {1})",
        [Primitive.Max] = "maxOrNull({0})",
        [Primitive.MaxWhere] = "maxOrNullIf({0}, {1})",
        [Primitive.Percentile] = "quantileExactInclusiveOrNull({1})(toFloat64({0}))",
        [Primitive.SetOf] = "arraySlice(arraySort(groupUniqArray({0})), 1, {1})",
        [Primitive.ListOf] = "arraySlice(groupArray({0}), 1, {1})",
        [Primitive.SetWhere] = "arraySlice(arraySort(groupUniqArrayIf({0}, {2})), 1, {1})",
        [Primitive.ListWhere] = "arraySlice(groupArrayIf({0}, {2}), 1, {1})",
        [Primitive.AnyValue] = "anyOrNull({0})",
        [Primitive.AnyValueWhere] = "anyOrNullIf({0}, {1})",
        [Primitive.ArgMax] = "argMax(tuple(toNullable({0})), {1}).1",
        [Primitive.ArgMin] = "argMin(tuple(toNullable({0})), {1}).1",
    }.ToFrozenDictionary();

    /// <summary>Where the first argument, or what comes out, is a floating-point number.</summary>
    public static FrozenDictionary<Primitive, string> Fractions { get; } = new Dictionary<Primitive, string>
    {
        [Primitive.Add] = "({0} + {1})",
        [Primitive.Subtract] = "({0} - {1})",
        [Primitive.Multiply] = "(toFloat64({0}) * {1})",
        [Primitive.WholeDivide] = "accurateCastOrNull(trunc({0} / nullIf(toFloat64({1}), 0)), 'Int64')",
        [Primitive.Remainder] = "({0} % nullIf(toFloat64({1}), 0) + if({0} % nullIf(toFloat64({1}), 0) < 0, abs(toFloat64({1})), 0))",
        [Primitive.FloorWhole] = "({0} - ((toFloat64({0}) % {1}) + {1}) % {1})",
        [Primitive.Absolute] = "abs({0})",
        [Primitive.TextOf] = "if({0} = trunc({0}) AND abs({0}) < 1e15, concat(toString(toInt64({0})), '.0'), toString({0}))",
        [Primitive.NumberOf] = "toFloat64({0})",
    }.ToFrozenDictionary();

    /// <summary>Where the first argument is text.</summary>
    public static FrozenDictionary<Primitive, string> Texts { get; } = new Dictionary<Primitive, string>
    {
        [Primitive.NumberOf] = $"if(match({{0}}, {Number}), toFloat64OrNull(trimBoth({{0}})), NULL)",
        [Primitive.WholeOf] =
            $@"if(match({{0}}, '^[+-]?\\d+$'), toInt64OrNull({{0}}), accurateCastOrNull(trunc(if(match({{0}}, {Number}), toFloat64OrNull(trimBoth({{0}})), NULL)), 'Int64'))",
        [Primitive.TimeOf] = $"if(match({{0}}, {TimeText}), toUnixTimestamp64Micro(parseDateTime64BestEffortOrNull({{0}}, 6, 'UTC')), NULL)",
    }.ToFrozenDictionary();

    /// <summary>Where an argument is a list or a map.</summary>
    public static FrozenDictionary<Primitive, string> Lists { get; } = new Dictionary<Primitive, string>
    {
        [Primitive.LowerItems] = "arrayMap(i -> lowerUTF8(i), {0})",
        [Primitive.ItemAlone] = "arraySlice({0}, {1}, 1)",
        [Primitive.ItemAt] = "arrayElementOrNull({0}, {1})",
        [Primitive.ItemAtPlace] = "arrayElementOrNull({0}, if({1} < 0, {1}, {1} + 1))",
        [Primitive.CountOfItems] = "nullIf(toInt64(length({0})), 0)",
        [Primitive.JoinItemsBy] = "if(empty({0}), NULL, arrayStringConcat(arrayMap(i -> toString(i), {0}), {1}))",
        [Primitive.JoinItems] = "if(empty({0}), NULL, arrayStringConcat(arrayMap(i -> toString(i), {0}), ', '))",
        [Primitive.IsAbsent] = "empty({0})",
        [Primitive.IsPresent] = "notEmpty({0})",
        [Primitive.HasItems] = "notEmpty({0})",
        [Primitive.If] = "if({0}, {1}, {2})",
        [Primitive.AnyValue] = "anyIf({0}, notEmpty({0}))",
        [Primitive.AnyValueWhere] = "anyIf({0}, notEmpty({0}) AND {1})",
        [Primitive.ArgMax] = "argMax({0}, {1})",
        [Primitive.ArgMin] = "argMin({0}, {1})",
    }.ToFrozenDictionary();

    // The remainder that is never negative; the engine's own positiveModulo gives other numbers where they are large.
    private static string Modulo(string value, string size) => $"(((({value}) % toInt64({size})) + toInt64({size})) % toInt64({size}))";

    private static string Whole(string sum) => $"accurateCastOrNull({sum}, 'Int64')";

    private static string OfNumbers(string aggregate) => $"ifNotFinite(coalesce({aggregate}, 0), 0)";

    // Times outside the years 1 to 9999 have no place in a result.
    private static string Shifted(string sign) =>
        $"if(toInt128({{0}}) {sign} toInt128({{1}}) BETWEEN -62135596800000000 AND 253402300799999999, {{0}} {sign} {{1}}, NULL)";
}
