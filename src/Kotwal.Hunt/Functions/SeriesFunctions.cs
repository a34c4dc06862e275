using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions of series, the lists that <c>make-series</c> makes.</summary>
internal static class SeriesFunctions
{
    // More points than this cannot be left out of a fit, and no season is longer.
    private const double MaxPoints = 1_000_000;

    private static readonly string[] Trends = ["avg", "linefit", "none"];
    private static readonly string[] Methods = ["ctukey", "tukey"];

    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("series_decompose_anomalies(series, [threshold], [seasonality], [trend], [test_points], [method])",
            "Three series: 1, -1 or 0 for a step that is unusually high, low or neither; its score, which counts from the threshold on (1.5); and what was expected. "
                + "A season has the given number of steps, 0 for none and -1 to look for one of up to 400; the trend is avg, linefit or none; the last test_points take no part in the fit; "
                + "the method is ctukey (10th to 90th percentile) or tukey (25th to 75th). Kusto finds seasons in another way and scales scores otherwise.",
            "make-series n = count() on @timestamp from ago(12h) to now() step 30m | extend (flag, score, expected) = series_decompose_anomalies(n, 1.5, 0, 'linefit')",
            1, 6, Anomalies) { Parts = ["ad_flag", "ad_score", "baseline"] },
    ];

    private static CallScalar Anomalies(BoundCall call)
    {
        var series = call.Arguments[0];
        if (series is not { IsList: true, IsNumber: true })
        {
            call.Fail(0, "a series of numbers, as make-series makes it,");
        }

        var threshold = Number(call, 1, 1.5, 0);
        var seasonality = Number(call, 2, -1, -1);
        var trend = Choice(call, 3, Trends);
        var left = Number(call, 4, 0, 0);
        var part = Choice(call, 5, Methods) == "tukey" ? 0.25 : 0.1;
        return new CallScalar(
            Primitive.Anomalies,
            [
                series,
                new ConstantScalar(threshold, HuntType.Fraction),
                new ConstantScalar((long)seasonality, HuntType.Whole),
                new ConstantScalar(trend, HuntType.Keyword),
                new ConstantScalar((long)left, HuntType.Whole),
                new ConstantScalar(part, HuntType.Fraction),
            ],
            HuntType.Fraction,
            IsList: true);
    }

    private static double Number(BoundCall call, int index, double usual, double least) =>
        call.Count > index ? call.KnownNumber(index, least, MaxPoints) ?? usual : usual;

    private static string Choice(BoundCall call, int index, string[] choices)
    {
        if (call.Count <= index)
        {
            return choices[0];
        }

        var choice = call.KnownText(index, $"one of {string.Join(", ", choices)}") ?? choices[0];
        if (!choices.Contains(choice))
        {
            call.Fail(index, $"one of {string.Join(", ", choices)}");
        }

        return choice;
    }
}
