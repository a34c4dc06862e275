using System.Collections.Frozen;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Sql;

/// <summary>How DuckDB computes each primitive, as <see cref="SqlTemplate"/> reads it.</summary>
internal static class DuckDbTemplates
{
    private const string Byte = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    private const string IsIpv4 = $@"regexp_full_match({{0}}, '{Byte}\.{Byte}\.{Byte}\.{Byte}')";

    private const string LeftGroups = "list_filter(string_split(split_part({0}, '::', 1), ':'), lambda g: g <> '')";

    private const string RightGroups = "list_filter(string_split(split_part({0}, '::', 2), ':'), lambda g: g <> '')";

    private const string ZonedTime = @"'^\d{4}-.*:\d\d(\.\d+)? ?(Z|[+-]\d\d(:?\d\d)?)$'";

    private const string WordClass = @"[0-9A-Za-z_\x{80}-\x{10FFFF}]";
    private const string HoldsWords = "(contains({0}, {1}) AND regexp_matches({0}, concat("
        + $"CASE WHEN regexp_matches({{1}}, '^{WordClass}') THEN '{RegexText.WordStart}' ELSE '' END, regexp_escape({{1}}), "
        + $"CASE WHEN regexp_matches({{1}}, '{WordClass}$') THEN '{RegexText.WordEnd}' ELSE '' END)))";

    private const string SubstringStart = "CASE WHEN {1} < 0 THEN greatest({1}, -4000000000) ELSE least({1}, 4000000000) + 1 END";

    public static FrozenDictionary<Primitive, string> All { get; } = new Dictionary<Primitive, string>
    {
        [Primitive.Equal] = "({0} = {1})",
        [Primitive.Less] = "({0} < {1})",
        [Primitive.LessOrEqual] = "({0} <= {1})",
        [Primitive.Greater] = "({0} > {1})",
        [Primitive.GreaterOrEqual] = "({0} >= {1})",
        [Primitive.In] = "({0} IN ({+}))",

        [Primitive.Contains] = "contains({0}, {1})",
        [Primitive.StartsWith] = "starts_with({0}, {1})",
        [Primitive.EndsWith] = "ends_with({0}, {1})",
        [Primitive.Matches] = "regexp_matches({0}, {1})",
        [Primitive.Like] = @"({0} LIKE {1} ESCAPE '\')",
        [Primitive.Lower] = "lower({0})",
        [Primitive.Upper] = "upper({0})",
        [Primitive.Length] = "length({0})",
        [Primitive.Concat] = "concat({*})",
        [Primitive.ConcatBetween] = "concat_ws({*})",
        [Primitive.Substring] = $"substring({{0}}, {SubstringStart}, CAST(greatest(least({{2}}, 4000000000), 0) AS BIGINT))",
        [Primitive.SubstringFrom] = $"substring({{0}}, {SubstringStart})",
        [Primitive.IndexOf] = "(instr({0}, {1}) - 1)",
        [Primitive.IndexOfFrom] = "coalesce(nullif(instr(substring({0}, {2} + 1), {1}), 0) - 1 + {2}, CASE WHEN {0} IS NOT NULL THEN -1 END)",
        [Primitive.Replace] = "replace({0}, {1}, {2})",
        [Primitive.Reverse] = "reverse({0})",
        [Primitive.Extract] = "nullif(regexp_extract({0}, {1}, CAST({2} AS INTEGER)), '')",
        [Primitive.ExtractAll] = "regexp_extract_all({0}, {1}, CAST({2} AS INTEGER))",
        [Primitive.ReplaceRegex] = "regexp_replace({0}, {1}, {2}, 'g')",
        [Primitive.Base64Decode] = "TRY(decode(from_base64({0})))",
        [Primitive.Base64Encode] = "base64(encode({0}))",
        [Primitive.UrlDecode] = "TRY(url_decode({0}))",
        [Primitive.UrlEncode] = "url_encode({0})",
        [Primitive.Sha256] = "sha256({0})",
        [Primitive.Md5] = "md5({0})",
        [Primitive.LowerItems] = "list_transform({0}, lambda i: lower(i))",
        [Primitive.Split] = "string_split({0}, {1})",
        [Primitive.ItemAlone] = "{0}[{1}:{1}]",
        [Primitive.ItemAt] = "{0}[{1}]",
        [Primitive.ItemAtPlace] = "{0}[CASE WHEN {1} < 0 THEN {1} ELSE {1} + 1 END]",
        [Primitive.MemberAtPlace] = "json_extract({0}, '$[' || {1} || ']')",
        [Primitive.MemberNamed] = "json_extract({0}, '/' || replace(replace({1}, '~', '~0'), '/', '~1'))",
        [Primitive.HoldsWords] = HoldsWords,
        [Primitive.ParseDocument] = "coalesce(TRY_CAST({0} AS JSON), to_json({0}))",
        [Primitive.DocumentOf] = "to_json({0})",
        [Primitive.Member] = "json_extract({0}, {1})",
        [Primitive.TextOfDocument] = "json_extract_string({0}, '$')",
        [Primitive.TextsOfDocument] = "CASE json_type({0}) WHEN 'ARRAY' THEN json_extract_string({0}, '$[*]') "
            + "WHEN 'NULL' THEN NULL ELSE [json_extract_string({0}, '$')] END",
        [Primitive.KeysOfDocument] = "CASE json_type({0}) WHEN 'OBJECT' THEN json_keys({0}) END",
        [Primitive.LengthOfDocument] = "CASE json_type({0}) WHEN 'ARRAY' THEN CAST(json_array_length({0}) AS BIGINT) END",
        [Primitive.PackDocument] = "json_object({*})",
        [Primitive.CountOfItems] = "len({0})",
        [Primitive.JoinItemsBy] = "array_to_string({0}, {1})",
        [Primitive.Unnest] = "unnest(CASE WHEN {0} IS NULL THEN [NULL] ELSE {0} END)",
        [Primitive.CountOfRows] = "coalesce(len({0}), 1)",
        [Primitive.Places] = "unnest(range(greatest({*})))",
        [Primitive.ItemsOfDocument] = ItemsOf("json_object(k, {1})"),
        [Primitive.PairsOfDocument] = ItemsOf("json_array(k, {1})"),
        [Primitive.FirstItems] = "({0})[1:{1}]",
        [Primitive.ListInOrder] = "list({0} ORDER BY {1})",
        [Primitive.JoinLists] = "list_concat({0}, {1})",
        [Primitive.PlacesBetween] = "CASE WHEN {1} - {0} > {2} THEN error('A series would have too many steps.') ELSE range({0}, {1}) END",
        [Primitive.Anomalies] = SeriesTemplates.Anomalies,
        [Primitive.CountOf] = "((length({0}) - length(replace({0}, {1}, ''))) // length({1}))",

        [Primitive.Add] = "TRY({0} + {1})",
        [Primitive.Subtract] = "TRY({0} - {1})",
        [Primitive.Multiply] = "TRY({0} * {1})",
        [Primitive.Divide] = "({0} / nullif(CAST({1} AS DOUBLE), 0))",
        [Primitive.WholeDivide] = "TRY({0} // {1})",
        [Primitive.Remainder] = "TRY({0} % nullif({1}, 0) + CASE WHEN {0} % nullif({1}, 0) < 0 THEN abs({1}) ELSE 0 END)",
        [Primitive.FloorWhole] = "TRY({0} - (({0} % {1}) + {1}) % {1})",
        [Primitive.FloorFraction] = "(floor({0} / CAST({1} AS DOUBLE)) * {1})",
        [Primitive.FloorTime] = Floored("{1}"),
        [Primitive.AddTime] = Shifted("+"),
        [Primitive.SubtractTime] = Shifted("-"),
        [Primitive.TimeBetween] = "(epoch_us({0}) - epoch_us({1}))",

        [Primitive.Absolute] = "TRY(abs({0}))",
        [Primitive.Round] = "round(CAST({0} AS DOUBLE), CAST({1} AS INTEGER))",
        [Primitive.Ceiling] = "ceil(CAST({0} AS DOUBLE))",
        [Primitive.SquareRoot] = "TRY(sqrt(CAST({0} AS DOUBLE)))",
        [Primitive.NaturalLogarithm] = "TRY(ln(CAST({0} AS DOUBLE)))",
        [Primitive.Logarithm10] = "TRY(log10(CAST({0} AS DOUBLE)))",
        [Primitive.Logarithm2] = "TRY(log2(CAST({0} AS DOUBLE)))",
        [Primitive.Power] = "TRY(CASE WHEN isfinite(pow(CAST({0} AS DOUBLE), {1})) THEN pow(CAST({0} AS DOUBLE), {1}) END)",
        [Primitive.Least] = "least({*})",
        [Primitive.Greatest] = "greatest({*})",

        [Primitive.StartOfDay] = Floored("86400000000"),
        [Primitive.StartOfWeek] = $"TRY({Floored("86400000000")} - to_days(CAST(dayofweek({{0}}) AS INTEGER)))",
        [Primitive.StartOfMonth] = "CAST(date_trunc('month', {0}) AS TIMESTAMP)",
        [Primitive.StartOfYear] = "CAST(date_trunc('year', {0}) AS TIMESTAMP)",
        [Primitive.EndOfDay] = $"TRY({Floored("86400000000")} + to_microseconds(86399999999))",
        [Primitive.DayOfWeek] = "(dayofweek({0}) * 86400000000)",
        [Primitive.HourOfDay] = "hour({0})",
        [Primitive.DayOfMonth] = "day({0})",
        [Primitive.MonthOfYear] = "month({0})",
        [Primitive.Year] = "year({0})",
        [Primitive.TimeDifference] = "TRY(date_diff({0}, {1}, {2}))",
        [Primitive.AddUnits] = "TRY(CASE WHEN {1} BETWEEN -1000000000 AND 1000000000 THEN {0} + CAST({2} AS INTERVAL) * TRY_CAST({1} AS INTEGER) END)",
        [Primitive.PartOfTime] = "date_part({0}, {1})",
        [Primitive.TimeOfSeconds] = "TRY(CASE WHEN {0} BETWEEN -62135596800 AND 253402300799 THEN make_timestamp(CAST(floor({0} * 1000000) AS BIGINT)) END)",
        [Primitive.FormatTime] = "strftime({0}, {1})",

        [Primitive.TextOf] = "CAST({0} AS VARCHAR)",
        [Primitive.TextOfTime] = "strftime({0}, '%Y-%m-%dT%H:%M:%S.%fZ')",
        [Primitive.TextOfTruth] = "CASE WHEN {0} THEN 'true' WHEN NOT {0} THEN 'false' END",
        [Primitive.NumberOf] = "nullif(TRY_CAST({0} AS DOUBLE), 'nan'::DOUBLE)",
        [Primitive.WholeOf] =
            @"CASE WHEN regexp_full_match({0}, '[+-]?\d+') THEN TRY_CAST({0} AS BIGINT) ELSE TRY_CAST(trunc(TRY_CAST({0} AS DOUBLE)) AS BIGINT) END",
        [Primitive.WholeOfNumber] = "TRY_CAST(trunc({0}) AS BIGINT)",
        [Primitive.TimeOf] = $"CASE WHEN regexp_matches({{0}}, {ZonedTime}) THEN make_timestamp(epoch_us(TRY_CAST({{0}} AS TIMESTAMPTZ))) "
            + @"WHEN regexp_matches({0}, '^\d{4}-') THEN TRY_CAST({0} AS TIMESTAMP) END",
        [Primitive.TruthOf] = "CASE lower({0}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
        [Primitive.IsNotZero] = "({0} <> 0)",
        [Primitive.JoinItems] = "array_to_string({0}, ', ')",
        [Primitive.Seconds] = "({0} / 1000000.0::DOUBLE)",

        [Primitive.IsAbsent] = "({0} IS NULL)",
        [Primitive.IsPresent] = "({0} IS NOT NULL)",
        [Primitive.HasItems] = "(len({0}) > 0)",
        [Primitive.OrEmpty] = "coalesce({0}, '')",
        [Primitive.NullIfEmpty] = "nullif({0}, '')",
        [Primitive.Coalesce] = "coalesce({*})",
        [Primitive.IsTrue] = "coalesce({0}, FALSE)",
        [Primitive.If] = "CASE WHEN {0} THEN {1} ELSE {2} END",

        [Primitive.Ipv4Number] = $"CASE WHEN {IsIpv4} THEN "
            + "TRY_CAST(split_part({0}, '.', 1) AS BIGINT) * 16777216 + TRY_CAST(split_part({0}, '.', 2) AS BIGINT) * 65536 "
            + "+ TRY_CAST(split_part({0}, '.', 3) AS BIGINT) * 256 + TRY_CAST(split_part({0}, '.', 4) AS BIGINT) END",
        [Primitive.Ipv6Key] = "CASE WHEN contains({0}, ':') THEN lower(array_to_string(list_transform(list_concat("
            + $"{LeftGroups}, list_transform(range(8 - len({LeftGroups}) - len({RightGroups})), lambda z: '0'), {RightGroups}), "
            + "lambda g: lpad(g, 4, '0')), '')) END",

        [Primitive.CountRows] = "count(*)",
        [Primitive.CountWhere] = "count(*) FILTER (WHERE {0})",
        [Primitive.CountDistinct] = "count(DISTINCT {0})",
        [Primitive.CountDistinctWhere] = "count(DISTINCT {0}) FILTER (WHERE {1})",
        [Primitive.Sum] = "coalesce(CAST(sum({0}) AS DOUBLE), 0)",
        [Primitive.SumWhole] = "TRY_CAST(coalesce(sum({0}), 0) AS BIGINT)",
        [Primitive.SumWhere] = "coalesce(CAST(sum({0}) FILTER (WHERE {1}) AS DOUBLE), 0)",
        [Primitive.SumWholeWhere] = "TRY_CAST(coalesce(sum({0}) FILTER (WHERE {1}), 0) AS BIGINT)",
        [Primitive.Average] = "CAST(avg({0}) AS DOUBLE)",
        [Primitive.AverageWhere] = "CAST(avg({0}) FILTER (WHERE {1}) AS DOUBLE)",
        [Primitive.DeviationWhere] = "coalesce(stddev_samp(CAST({0} AS DOUBLE)) FILTER (WHERE {1}), 0)",
        [Primitive.Variance] = "coalesce(var_samp(CAST({0} AS DOUBLE)), 0)",
        [Primitive.MinWhere] = "min({0}) FILTER (WHERE {1})",
        [Primitive.MaxWhere] = "max({0}) FILTER (WHERE {1})",
        [Primitive.SetWhere] = "coalesce(list_sort(list(DISTINCT {0}) FILTER (WHERE {0} IS NOT NULL AND {2}))[1:{1}], [])",
        [Primitive.ListWhere] = "coalesce((list({0}) FILTER (WHERE {0} IS NOT NULL AND {2}))[1:{1}], [])",
        [Primitive.AnyValueWhere] = "any_value({0}) FILTER (WHERE {1})",
        [Primitive.Deviation] = "coalesce(stddev_samp(CAST({0} AS DOUBLE)), 0)",
        [Primitive.Min] = "min({0})",
        [Primitive.Max] = "max({0})",
        [Primitive.Percentile] = "quantile_cont(CAST({0} AS DOUBLE), {1})",
        [Primitive.SetOf] = "coalesce(list_sort(list(DISTINCT {0}) FILTER (WHERE {0} IS NOT NULL))[1:{1}], [])",
        [Primitive.ListOf] = "coalesce((list({0}) FILTER (WHERE {0} IS NOT NULL))[1:{1}], [])",
        [Primitive.AnyValue] = "any_value({0})",
        [Primitive.ArgMax] = "arg_max_null({0}, {1})",
        [Primitive.ArgMin] = "arg_min_null({0}, {1})",
    }.ToFrozenDictionary();

    // A document as a list: an array's items, an object's members as the template makes them, and anything else alone.
    private static string ItemsOf(string member) =>
        "CAST(CASE json_type({0}) WHEN 'ARRAY' THEN json_extract({0}, '$[*]') WHEN 'NULL' THEN NULL WHEN 'OBJECT' THEN list_transform(json_keys({0}), lambda k: "
        + member.Replace("{1}", "json_extract({0}, '/' || replace(replace(k, '~', '~0'), '/', '~1'))", StringComparison.Ordinal)
        + ") ELSE [{0}] END AS JSON[])";

    // Multiples are counted from the year 1, as in Kusto: bins of seven days begin on Mondays.
    private static string Floored(string microseconds) =>
        $"make_timestamp(epoch_us({{0}}) - (epoch_us({{0}}) + 62135596800000000) % {microseconds})";

    // Times outside the years 1 to 9999 have no place in a result.
    private static string Shifted(string sign) =>
        $"TRY(CASE WHEN epoch_us({{0}}) {sign} {{1}} BETWEEN -62135596800000000 AND 253402300799999999 "
        + $"THEN make_timestamp(epoch_us({{0}}) {sign} {{1}}) END)";
}
