using System.Security.Cryptography;
using System.Text;
using Kotwal.City.Audit;

namespace Kotwal.Watch.Events;

/// <summary>
/// A hunt as the audit trail notes it: over which time, its text on one line, and the SHA-256 of the text as it was typed, so that
/// one that is longer than an entry, or hidden behind blanks, can be told from others and proved.
/// </summary>
internal static class HuntReading
{
    /// <param name="text">The hunt as it was asked.</param>
    /// <param name="window">The stretch of time beside it; null where the text alone says it.</param>
    /// <param name="result">Whether it was answered.</param>
    /// <param name="outcome">What came of it, in a word or two.</param>
    public static Reading Of(string text, TimeWindow? window, AuditResult result, string outcome)
    {
        var over = window is null ? "" : Words(window) + " | ";
        var line = OneLine(text);
        var room = AuditEntry.MaxText - over.Length;
        string?[] detail =
        [
            outcome,
            window is null or { Key: TimeWindow.All or TimeWindow.Custom } ? null : $"from {TimeWindow.Write(window.From)}",
            $"sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}",
            line.Length > room ? $"goes on: {line[room..]}" : null,
        ];
        return new("event.query", over + line)
        {
            Detail = string.Join(", ", detail.OfType<string>()),
            Result = result,
            Identity = over + text,
        };
    }

    // A page that stays open looks over the same stretch again and again, whose ends move; so that is one reading and not many.
    private static string Words(TimeWindow window) => window.Key switch
    {
        TimeWindow.All => "all time",
        TimeWindow.Custom => $"{TimeWindow.Write(window.From) ?? "the beginning"} to {TimeWindow.Write(window.Until) ?? "now"}",
        _ => $"the last {window.Key}",
    };

    private static string OneLine(string text)
    {
        var typed = string.IsNullOrWhiteSpace(text) ? HuntText.Everything : text;
        return string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
