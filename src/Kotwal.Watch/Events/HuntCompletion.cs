using System.Text.RegularExpressions;
using Kotwal.Events.Schema;
using Kotwal.Hunt;
using Kotwal.Hunt.Reference;

namespace Kotwal.Watch.Events;

/// <summary>What could stand where somebody types: fields, operators, functions, and the values that a field's standard names.</summary>
internal static partial class HuntCompletion
{
    /// <summary>Most that are offered.</summary>
    public const int MaxOffered = 10;

    // The words that the Elastic Common Schema allows in these fields.
    private static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["event.outcome"] = ["success", "failure", "unknown"],
        ["event.kind"] = ["event", "alert", "state", "metric", "signal", "asset", "pipeline_error"],
        ["event.category"] =
        [
            "authentication", "configuration", "database", "driver", "email", "file", "host", "iam", "intrusion_detection", "malware",
            "network", "package", "process", "registry", "session", "threat", "vulnerability", "web",
        ],
        ["event.type"] =
        [
            "access", "admin", "allowed", "change", "connection", "creation", "deletion", "denied", "end", "error", "group", "info",
            "installation", "protocol", "start", "user",
        ],
        ["network.transport"] = ["tcp", "udp", "icmp", "ipv6-icmp", "sctp"],
        ["network.direction"] = ["inbound", "outbound", "internal", "external", "ingress", "egress"],
    };

    private static readonly Offer[] Fields =
        [.. FieldSchema.All.Select(field => new Offer(field.Name, field.Name, OfferKind.Field, field.Meaning ?? ""))];

    private static readonly Offer[] Operators = [.. Entries(HuntEntryKind.Operator, OfferKind.Operator, entry => entry.Name + " ")];

    private static readonly Offer[] Functions = [.. Entries(HuntEntryKind.Function, OfferKind.Function, entry => entry.Name + "(")];

    private static readonly Offer[] Aggregates = [.. Entries(HuntEntryKind.Aggregate, OfferKind.Function, entry => entry.Name + "(")];

    private static readonly Offer[] Comparisons =
        [.. Entries(HuntEntryKind.Comparison, OfferKind.Comparison, entry => entry.Name + " ").Where(offer => char.IsLetter(offer.Name[0]))];

    /// <summary>What fits at a place, the best first.</summary>
    /// <param name="text">The text as far as it is typed.</param>
    /// <param name="caret">Where somebody types: offset in characters.</param>
    public static Completion At(string text, int caret)
    {
        var before = text[..Math.Clamp(caret, 0, text.Length)];
        if (before.Length > HuntText.MaxLength)
        {
            return new(caret, []);
        }

        var word = Word().Match(before).Value;
        var start = before.Length - word.Length;
        var stage = Stage(before);
        if (stage is null && Condition().Match(before) is { Success: true } condition)
        {
            var (field, value) = (condition.Groups[1].Value, condition.Groups[2].Value);
            return new(before.Length - value.Length, Fitting(
                Values.GetValueOrDefault(field, []).Select(known => new Offer(known, known + " ", OfferKind.Value, field)), value));
        }

        if (stage is not null && stage.Trim().Length == word.Length)
        {
            return new(start, Fitting(Operators, word));
        }

        if (word.Length == 0)
        {
            return new(start, []);
        }

        return new(start, stage is null
            ? Fitting(Fields.Select(field => field with { Insert = field.Name + ":" }), word)
            : Fitting([.. stage.TrimStart().StartsWith("summarize", StringComparison.Ordinal) ? Aggregates : [], .. Fields, .. Functions, .. Comparisons], word));
    }

    /// <summary>The name that an error proposes in place of what is wrong; null for none.</summary>
    public static string? Nearest(HuntError error) => Proposal().Match(error.Message) is { Success: true } found ? found.Groups[1].Value : null;

    // What stands behind the last pipe outside of quotes; null in the search part.
    private static string? Stage(string before)
    {
        var (pipe, quote) = (-1, '\0');
        for (var place = 0; place < before.Length; place++)
        {
            var sign = before[place];
            if (quote == '\0' && sign is '"' or '\'')
            {
                quote = sign;
            }
            else if (sign == quote)
            {
                quote = '\0';
            }
            else if (sign == '|' && quote == '\0')
            {
                pipe = place;
            }
        }

        return pipe < 0 ? null : before[(pipe + 1)..];
    }

    private static IReadOnlyList<Offer> Fitting(IEnumerable<Offer> offers, string word) =>
    [
        .. offers.Where(offer => offer.Name.Contains(word, StringComparison.OrdinalIgnoreCase) && offer.Name != word)
            .OrderBy(offer => offer.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 0 : 1).ThenBy(offer => offer.Name.Length)
            .Take(MaxOffered),
    ];

    private static IEnumerable<Offer> Entries(HuntEntryKind kind, OfferKind offered, Func<HuntEntry, string> insert) =>
        HuntReference.All.Where(entry => entry.Kind == kind).Select(entry => new Offer(entry.Name, insert(entry), offered, $"{entry.Signature} – {entry.Meaning}"));

    [GeneratedRegex(@"[\p{L}\p{Nd}_@.-]*$", RegexOptions.RightToLeft)]
    private static partial Regex Word();

    [GeneratedRegex(@"([\p{L}_@][\p{L}\p{Nd}_@.-]*):([\p{L}\p{Nd}_-]*)$", RegexOptions.RightToLeft)]
    private static partial Regex Condition();

    [GeneratedRegex("did you mean '([^']+)'")]
    private static partial Regex Proposal();
}

/// <summary>What could stand at a place.</summary>
/// <param name="Start">Where the word begins that is replaced; it ends where somebody types.</param>
/// <param name="Offers">The best first.</param>
internal sealed record Completion(int Start, IReadOnlyList<Offer> Offers);

/// <summary>One thing that could stand at a place.</summary>
/// <param name="Name">What is shown.</param>
/// <param name="Insert">What is put in.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Meaning">One line about it.</param>
internal sealed record Offer(string Name, string Insert, OfferKind Kind, string Meaning);

/// <summary>What an offer is.</summary>
internal enum OfferKind
{
    Field,
    Operator,
    Function,
    Comparison,
    Value,
}
