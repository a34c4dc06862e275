namespace Kotwal.Hunt.Sql;

/// <summary>How DuckDB looks for what is unusual in a series.</summary>
internal static class SeriesTemplates
{
    // Longest season that is looked for, in steps: the time that it takes grows with it.
    private const string MaxLag = "400";

    // An autocorrelation from which a season is believed.
    private const string LeastCorrelation = "0.4";

    /// <summary>
    /// Flags, scores and baseline of a series as three lists. The baseline is a line (none, level or fitted) and the median of each
    /// place in the season; what is left is scored by its distance from the range of its middle part, in such ranges, so that a score
    /// of 1.5 lies equally far out whichever part that is (Tukey's fences).
    /// </summary>
    public static string Anomalies { get; } =
        Let("y", "list_transform({0}, lambda v: coalesce(CAST(v AS DOUBLE), 0))",
        Let("m", "greatest(len(y) - {4}, 1)",
        Let("line", Line,
        Let("d", "list_transform(y, lambda v, i: v - line[1] * (i - 1) - line[2])",
        Let("p", Period,
        Let("s", "CASE WHEN p > 0 THEN list_transform(range(p), lambda j: coalesce(list_aggregate(d[j + 1:m:p], 'median'), 0)) ELSE [0.0::DOUBLE] END",
        Let("b", "list_transform(y, lambda v, i: line[1] * (i - 1) + line[2] + s[(i - 1) % len(s) + 1])",
        Let("r", "list_transform(y, lambda v, i: v - b[i])",
        Let("q", "[list_aggregate(r[1:m], 'quantile_cont', {5}), list_aggregate(r[1:m], 'quantile_cont', 1 - {5})]",
        Let("w", "greatest(q[2] - q[1], 1e-9 * greatest(list_max(list_transform(y, lambda v: abs(v))), 1)) * CASE WHEN {5} = 0.1 THEN 0.3684 ELSE 1 END",
        Let("c", "list_transform(r, lambda v: CASE WHEN v > q[2] THEN (v - q[2]) / w WHEN v < q[1] THEN (v - q[1]) / w ELSE 0 END)",
        "[list_transform(c, lambda v: CASE WHEN v > {1} THEN 1.0::DOUBLE WHEN v < -{1} THEN -1.0::DOUBLE ELSE 0.0::DOUBLE END), c, b]")))))))))));

    // Slope and start of the trend.
    private const string Line =
        "CASE WHEN {3} = 'none' THEN [0.0::DOUBLE, 0.0::DOUBLE] WHEN {3} = 'avg' OR m < 2 THEN [0.0::DOUBLE, list_avg(y[1:m])] ELSE "
        + "list_transform([(list_inner_product(CAST(range(m) AS DOUBLE[]), y[1:m]) - m * ((m - 1) / 2.0) * list_avg(y[1:m])) "
        + "/ (m * (m * m - 1) / 12.0)], lambda slope: [slope, list_avg(y[1:m]) - slope * (m - 1) / 2.0])[1] END";

    // The lag at which the series is most like itself, of those that are better than the lags beside them.
    private static string Period =>
        "CASE WHEN {2} >= 0 THEN {2} WHEN m < 8 THEN 0 ELSE "
        + Let("a", $"list_transform(range(1, least(m // 2, {MaxLag}) + 2), lambda k: coalesce(list_inner_product(d[1:m - k], d[1 + k:m]) "
            + "/ nullif(list_inner_product(d[1:m], d[1:m]), 0), 0))",
            "coalesce(list_filter(range(2, len(a)), lambda k: a[k] = list_max(list_filter(a, lambda v, i: i > 1 AND i < len(a) AND v > a[i - 1] AND v >= a[i + 1] "
            + $"AND v > {LeastCorrelation})))[1], 0)")
        + " END";

    // Names a value that is used more than once, so that it is computed once.
    private static string Let(string name, string value, string body) => $"list_transform([{value}], lambda {name}: {body})[1]";
}
