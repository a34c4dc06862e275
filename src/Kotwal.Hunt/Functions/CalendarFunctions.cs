using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions of days, weeks and months, in UTC. A week begins on Sunday, as in Kusto.</summary>
internal static class CalendarFunctions
{
    private static readonly string[] Units = ["microsecond", "millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year"];

    // Names of parts as Kusto has them, and as the engine does.
    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["year"] = "year",
        ["quarter"] = "quarter",
        ["month"] = "month",
        ["week_of_year"] = "week",
        ["weekofyear"] = "week",
        ["day"] = "day",
        ["dayofyear"] = "dayofyear",
        ["hour"] = "hour",
        ["minute"] = "minute",
        ["second"] = "second",
    };

    private const long MicrosecondsPerDay = 86_400_000_000;

    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("startofday(time)", "Midnight before the time, UTC.", "summarize count() by startofday(@timestamp)", 1, 1,
            call => StartOfDay(TimeOf(call, 0))),
        Time("startofweek(time)", "Midnight of the Sunday before the time, UTC.", "summarize count() by startofweek(@timestamp)",
            Primitive.StartOfWeek),
        Time("startofmonth(time)", "Midnight of the month's first day, UTC.", "summarize count() by startofmonth(@timestamp)",
            Primitive.StartOfMonth),
        Time("startofyear(time)", "Midnight of the year's first day, UTC.", "summarize count() by startofyear(@timestamp)",
            Primitive.StartOfYear),
        Time("endofday(time)", "The last microsecond of the day, UTC.", "where @timestamp <= endofday(ago(1d))", Primitive.EndOfDay),
        new("dayofweek(time)", "Days since Sunday as a duration: 0d for Sunday, 6d for Saturday.",
            "where dayofweek(@timestamp) in (0d, 6d)", 1, 1, call => Call.Of(Primitive.DayOfWeek, HuntType.Duration, TimeOf(call, 0))),
        Number("hourofday(time)", "The hour, 0 to 23, UTC.", "where hourofday(@timestamp) < 6", Primitive.HourOfDay),
        Number("dayofmonth(time)", "The day of the month, from 1.", "summarize count() by dayofmonth(@timestamp)", Primitive.DayOfMonth),
        Number("monthofyear(time)", "The month, 1 to 12.", "summarize count() by monthofyear(@timestamp)", Primitive.MonthOfYear),
        Number("getyear(time)", "The year.", "summarize count() by getyear(@timestamp)", Primitive.Year),
        new("datetime_diff(unit, time, other)", "How many edges of the unit lie between the other and the time; negative where the other is later.",
            "extend age = datetime_diff('minute', event.ingested, @timestamp) | where age > 5", 3, 3, Difference),
        new("datetime_add(unit, count, time)", "The time so many units later; a month ends where the shorter one does.",
            "where @timestamp > datetime_add('day', -7, now())", 3, 3, Added),
        new("datetime_part(unit, time)", "The part of the time, UTC: year, quarter, month, week_of_year, day, dayofyear, hour, minute or second.",
            "summarize count() by datetime_part('hour', @timestamp)", 2, 2, Part),
        new("unixtime_seconds_todatetime(number)", "The time so many seconds after 1970 began.",
            "extend at = unixtime_seconds_todatetime(zeek.ts) | where at > ago(1d)", 1, 1,
            call => Call.Of(Primitive.TimeOfSeconds, HuntType.Time, call.Number(0))),
        new("format_datetime(time, format)", "The time as text: yyyy MM dd HH mm ss fff, hh and tt for the clock of twelve hours.",
            "summarize count() by hour = format_datetime(@timestamp, 'yyyy-MM-dd HH')", 2, 2, Format),
    ];

    private static HuntFunction Time(string signature, string meaning, string example, Primitive primitive) =>
        new(signature, meaning, example, 1, 1, call => Call.Of(primitive, HuntType.Time, TimeOf(call, 0)));

    private static HuntFunction Number(string signature, string meaning, string example, Primitive primitive) =>
        new(signature, meaning, example, 1, 1, call => Call.Of(primitive, HuntType.Whole, TimeOf(call, 0)));

    // A known day is computed here, so that bounds of time are known before anything is read.
    private static Scalar StartOfDay(Scalar time) => time is ConstantScalar { Value: long at }
        ? new ConstantScalar(at - (((at % MicrosecondsPerDay) + MicrosecondsPerDay) % MicrosecondsPerDay), HuntType.Time)
        : Call.Of(Primitive.StartOfDay, HuntType.Time, time);

    private static Scalar TimeOf(BoundCall call, int index) => Conversion.ToTime(call.Arguments[index]) ?? call.Fail(index, "a time");

    private static Scalar Difference(BoundCall call)
    {
        var unit = call.KnownText(0, "a unit in quotes")?.ToLowerInvariant() ?? "";
        return unit switch
        {
            // The engine counts weeks from 1970, a Thursday.
            "week" => Call.Of(
                Primitive.WholeDivide,
                HuntType.Whole,
                Between("day", Call.Of(Primitive.StartOfWeek, HuntType.Time, TimeOf(call, 2)), Call.Of(Primitive.StartOfWeek, HuntType.Time, TimeOf(call, 1))),
                new ConstantScalar(7L, HuntType.Whole)),
            _ when Units.Contains(unit) => Between(unit, TimeOf(call, 2), TimeOf(call, 1)),
            _ => call.Fail(0, $"one of {string.Join(", ", Units)}"),
        };
    }

    private static CallScalar Between(string unit, Scalar from, Scalar to) =>
        new(Primitive.TimeDifference, [new ConstantScalar(unit, HuntType.Keyword), from, to], HuntType.Whole);

    private static Scalar Added(BoundCall call)
    {
        var unit = call.KnownText(0, "a unit in quotes")?.ToLowerInvariant() ?? "";
        if (!Units.Contains(unit))
        {
            return call.Fail(0, $"one of {string.Join(", ", Units)}");
        }

        // A known time is computed here, so that bounds of time are known before anything is read.
        if (call.Arguments[2] is ConstantScalar { Type: HuntType.Time, Value: long from } && call.Arguments[1] is ConstantScalar { Value: long count }
            && Syntax.DurationUnits.TryRead("1", unit == "week" ? "day" : unit, out var length) && Math.Abs(count) < 1_000_000)
        {
            return Arithmetic.Combine(call.Context, '+', new ConstantScalar(from, HuntType.Time), new ConstantScalar(count * length * (unit == "week" ? 7 : 1), HuntType.Duration), call.Span);
        }

        return Call.Of(Primitive.AddUnits, HuntType.Time, TimeOf(call, 2), call.Whole(1), new ConstantScalar("1 " + unit, HuntType.Keyword));
    }

    private static Scalar Part(BoundCall call)
    {
        var unit = call.KnownText(0, "a part in quotes")?.ToLowerInvariant() ?? "";
        return Parts.TryGetValue(unit, out var part)
            ? Call.Of(Primitive.PartOfTime, HuntType.Whole, new ConstantScalar(part, HuntType.Keyword), TimeOf(call, 1))
            : call.Fail(0, $"one of {string.Join(", ", Parts.Keys.Order(StringComparer.Ordinal))}");
    }

    private static Scalar Format(BoundCall call)
    {
        var format = call.KnownText(1, "a format in quotes such as 'yyyy-MM-dd HH:mm'");
        return format is not null && TimeFormat.TryRead(format) is { } pattern
            ? Call.Of(Primitive.FormatTime, HuntType.Keyword, TimeOf(call, 0), new ConstantScalar(pattern, HuntType.Keyword))
            : call.Fail(1, TimeFormat.Shown);
    }
}
