using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Kotwal.Hunt;

namespace Kotwal.Watch.Events;

/// <summary>
/// A hunt that a person typed, in parts, so that a page can put its own conditions in between. The typed text stays as it is.
/// </summary>
/// <param name="Search">The search part, or <c>events</c>.</param>
/// <param name="Stages">What stands between the pipes, in order.</param>
internal sealed record HuntText(HuntPart Search, IReadOnlyList<HuntPart> Stages)
{
    /// <summary>Longest hunt that a page takes apart, in characters.</summary>
    public const int MaxLength = 8_000;

    /// <summary>The hunt for all events.</summary>
    public const string Everything = "events";

    /// <summary>True when the rows of the hunt are events as they are stored, and not what was made of them.</summary>
    public bool FindsEvents => !IsWhole && Stages.All(stage => stage.Narrows);

    /// <summary>True for a hunt that says itself what it looks at, such as one over another table: nothing can be put into it.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Takes a hunt over events apart, where no other table is known: a table's name is a word to search for.</summary>
    public static HuntError? Read(string text, out HuntText hunt) => Read(text, FrozenSet<string>.Empty, out hunt);

    /// <summary>Takes a hunt apart.</summary>
    /// <param name="text">The hunt; nothing stands for all events.</param>
    /// <param name="tables">Names of tables besides events.</param>
    /// <param name="hunt">The parts.</param>
    /// <returns>Why the text is no hunt, or null.</returns>
    public static HuntError? Read(string text, IReadOnlySet<string> tables, out HuntText hunt)
    {
        hunt = new(HuntPart.Of(Everything), []);
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (text.Length > MaxLength)
        {
            return new(MaxLength, 0, 1, MaxLength + 1, $"Too long: at most {MaxLength} characters here.");
        }

        var parse = HuntQuery.Parse(text);
        if (!parse.IsRead)
        {
            return parse.Error;
        }

        if (!parse.Query.StartsWithEvents(tables))
        {
            hunt = new(new(text, 0), []) { IsWhole = true };
            return null;
        }

        // A text that can stand behind a pipe begins with an operator and has no search part.
        if (IsPipeline(text))
        {
            hunt = new(HuntPart.Of(Everything), Split(text, 0));
            return null;
        }

        var pipe = FirstPipe(text, IsHunt);
        hunt = pipe < 0 ? new(new(text, 0), []) : new(new(text[..pipe], 0), Split(text[(pipe + 1)..], pipe + 1));
        return null;
    }

    /// <summary>The hunt over the events of a stretch of time.</summary>
    /// <param name="window">The stretch of time.</param>
    /// <param name="then">A further stage; null for none.</param>
    public IReadOnlyList<HuntPart> Within(TimeWindow window, string? then) => IsWhole
        ? [Search]
        : [Search, .. Conditions(window), .. Stages, .. then is null ? [] : new[] { HuntPart.Of(then) }];

    /// <summary>The hunt over the events that were received in a stretch of time, whenever they happened.</summary>
    public string ReceivedWithin(DateTimeOffset from, DateTimeOffset until) => HuntPart.Join([Search, Received(from, until), .. Stages]);

    /// <summary>What the hunt looks at of the events that were received in a stretch of time, with a further stage.</summary>
    public string NarrowedReceivedWithin(DateTimeOffset from, DateTimeOffset until, string then) =>
        HuntPart.Join([Search, Received(from, until), .. Stages.TakeWhile(stage => stage.Narrows), HuntPart.Of(then)]);

    private static HuntPart Received(DateTimeOffset from, DateTimeOffset until) =>
        HuntPart.Of($"where event.ingested >= {Time(from)} and event.ingested < {Time(until)}");

    /// <summary>The hunt that counts the events which the hunt looks at by time.</summary>
    public string CountsWithin(TimeWindow window, TimeSpan bucket) => Narrowed(
        window, string.Create(CultureInfo.InvariantCulture, $"summarize n = count() by at = bin(@timestamp, {(long)bucket.TotalSeconds}s)"));

    /// <summary>The hunt that asks from when to when the events are, which the hunt looks at.</summary>
    public string BoundsWithin(TimeWindow window) => Narrowed(window, "summarize first = min(@timestamp), last = max(@timestamp)");

    /// <summary>A point in time as hunts write it.</summary>
    public static string Time(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"datetime({at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffff}Z)");

    /// <summary>The condition that a field has a value, as the search part writes it.</summary>
    public static string Condition(string field, string value) =>
        value.AsSpan().ContainsAny('\\', '"')
            ? $"{field}:@\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : $"{field}:\"{value}\"";

    /// <summary>A field's name as a stage writes it, whatever signs are in it.</summary>
    public static string Name(string field) => $"[{Quoted(field)}]";

    /// <summary>A text as a stage writes it.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var sign in text)
        {
            quoted.Append(sign switch { '\\' => @"\\", '\'' => @"\'", '\n' => @"\n", '\r' => @"\r", '\t' => @"\t", '\0' => @"\0", _ => sign.ToString() });
        }

        return quoted.Append('\'').ToString();
    }

    /// <summary>What the hunt looks at, with a further stage in place of those that make something else of it.</summary>
    public string Narrowed(TimeWindow window, string then) =>
        HuntPart.Join([Search, .. Conditions(window), .. Stages.TakeWhile(stage => stage.Narrows), HuntPart.Of(then)]);

    private static IEnumerable<HuntPart> Conditions(TimeWindow window) => window.Conditions().Select(HuntPart.Of);

    private static List<HuntPart> Split(string pipeline, int place)
    {
        var stages = new List<HuntPart>();
        for (var pipe = FirstPipe(pipeline, IsPipeline); pipe >= 0; pipe = FirstPipe(pipeline, IsPipeline))
        {
            stages.Add(new(pipeline[..pipe], place));
            pipeline = pipeline[(pipe + 1)..];
            place += pipe + 1;
        }

        stages.Add(new(pipeline, place));
        return stages;
    }

    // The language alone knows which pipes stand in quotes: one that parts the text leaves a hunt on both of its sides.
    private static int FirstPipe(string text, Func<string, bool> isLeft)
    {
        for (var place = text.IndexOf('|'); place >= 0; place = text.IndexOf('|', place + 1))
        {
            if (isLeft(text[..place]) && IsPipeline(text[(place + 1)..]))
            {
                return place;
            }
        }

        return -1;
    }

    private static bool IsHunt(string text) => HuntQuery.Parse(text).IsRead;

    private static bool IsPipeline(string text) => HuntQuery.Parse($"{Everything} | {text}").IsRead;
}
