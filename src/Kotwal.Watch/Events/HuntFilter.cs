using System.Text.RegularExpressions;

namespace Kotwal.Watch.Events;

/// <summary>Puts a condition about the value of a field into a hunt that a person typed; the other text stays as it is.</summary>
internal static partial class HuntFilter
{
    private const string And = " AND ";

    /// <summary>The hunt for what has the value, or has it not. A condition that says the opposite is taken out.</summary>
    /// <param name="text">The hunt as it was typed.</param>
    /// <param name="field">Name of the field.</param>
    /// <param name="value">The value as text; null for any value at all.</param>
    /// <param name="isOut">True to leave out what fits.</param>
    public static string With(string text, string field, string? value, bool isOut)
    {
        if (!SearchName().IsMatch(field))
        {
            return InPipe(text, field, value, isOut);
        }

        var condition = value is null ? field + ":*" : HuntText.Condition(field, value);
        var (wanted, opposite) = isOut ? ("NOT " + condition, condition) : (condition, "NOT " + condition);
        if (HuntText.Read(text, out var hunt) is not null)
        {
            return wanted;
        }

        if (hunt.IsWhole)
        {
            return InPipe(text, field, value, isOut);
        }

        var search = hunt.Search.Place is null || hunt.Search.Text.Trim() is HuntText.Everything or "*" ? "" : hunt.Search.Text.Trim();
        var parts = Conjuncts(search);
        parts.RemoveAll(part => part == opposite);
        if (!parts.Contains(wanted))
        {
            parts.Add(wanted);
        }

        return string.Join(And, parts) + Rest(text, hunt);
    }

    /// <summary>The hunt for the events themselves, without the stages that make something else of them.</summary>
    public static string Source(string text) =>
        HuntText.Read(text, out var hunt) is null && hunt.Stages.FirstOrDefault(stage => !stage.Narrows) is { Place: { } place }
            ? text[..place].TrimEnd().TrimEnd('|').TrimEnd()
            : text;

    /// <summary>The hunt with one more stage.</summary>
    public static string Piped(string text, string stage) =>
        string.IsNullOrWhiteSpace(text) ? "| " + stage : $"{text.Trim()} | {stage}";

    /// <summary>The typed stages, with the pipe before them.</summary>
    private static string Rest(string text, HuntText hunt) =>
        hunt.Stages is [{ Place: { } place }, ..] ? " | " + text[place..].Trim().TrimStart('|').TrimStart() : "";

    // What is parted by AND outside of quotes and parentheses. An OR binds looser, so that a search with one is put in parentheses.
    private static List<string> Conjuncts(string search)
    {
        if (search.Length == 0)
        {
            return [];
        }

        var parts = new List<string>();
        var (depth, start, isQuoted) = (0, 0, false);
        for (var place = 0; place < search.Length; place++)
        {
            isQuoted ^= search[place] == '"';
            depth += isQuoted ? 0 : search[place] switch { '(' => 1, ')' => -1, _ => 0 };
            if (isQuoted || depth > 0)
            {
                continue;
            }

            if (string.CompareOrdinal(search, place, " OR ", 0, 4) == 0)
            {
                return [$"({search})"];
            }

            if (string.CompareOrdinal(search, place, And, 0, And.Length) == 0)
            {
                parts.Add(search[start..place].Trim());
                start = place + And.Length;
            }
        }

        parts.Add(search[start..].Trim());
        return parts;
    }

    // The search part cannot name every field that events bring; a condition behind a pipe can.
    private static string InPipe(string text, string field, string? value, bool isOut)
    {
        var name = HuntText.Name(field);
        var condition = (value, isOut) switch
        {
            (null, false) => $"isnotnull({name})",
            (null, true) => $"isnull({name})",
            (_, false) => $"{name} =~ {HuntText.Quoted(value)}",
            (_, true) => $"{name} !~ {HuntText.Quoted(value)}",
        };
        var stage = "where " + condition;
        return HuntText.Read(text, out var hunt) is null && !hunt.FindsEvents
            ? $"{(hunt.Search.Place is null ? "" : hunt.Search.Text.Trim() + " ")}| {stage}{Rest(text, hunt)}"
            : Piped(text, stage);
    }

    [GeneratedRegex(@"^[\p{L}_@][\p{L}\p{Nd}_@.-]*$")]
    private static partial Regex SearchName();
}
