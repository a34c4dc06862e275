using System.Globalization;

namespace Kotwal.City.Audit;

/// <summary>Entries as lines of CSV (RFC 4180), every cell in quotes.</summary>
internal static class AuditCsv
{
    internal const string Header = "sequence,at,actor,action,subject,result,detail,address,hash\r\n";

    internal static string Row(AuditEntry entry)
    {
        string[] cells =
        [
            entry.Sequence.ToString(CultureInfo.InvariantCulture), AuditExport.Time(entry.At), entry.Actor, entry.Action, entry.Subject,
            AuditWords.Of(entry.Result), entry.Detail ?? "", entry.Address ?? "", Convert.ToHexStringLower(entry.Hash),
        ];
        return string.Join(',', cells.Select(Cell)) + "\r\n";
    }

    // A spreadsheet runs what begins like a formula, and names are written by strangers.
    private static string Cell(string text)
    {
        var defused = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return $"\"{defused.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
