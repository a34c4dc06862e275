using System.Text.RegularExpressions;
using Kotwal.City.Facts;
using Kotwal.Inventory;
using Kotwal.Inventory.Formats;

namespace Kotwal.Devices.Imports;

/// <summary>How a document is to be imported.</summary>
/// <param name="Format">Name of its format; null to find out.</param>
/// <param name="Mapping">For tables: what the columns mean; null takes the headings that are known.</param>
/// <param name="Source">Who says it: a short word; null for the format's name. What it said before, it may say anew or end.</param>
/// <param name="IsComplete">True when the document is all that the source has to say.</param>
/// <param name="IsOwn">True when the document is our own export, of which all is taken (<see cref="InventoryReading.TakesOwn"/>).</param>
public sealed partial record ImportOrder(string? Format, InventoryMapping? Mapping, string? Source, bool IsComplete, bool IsOwn = false)
{
    /// <summary>Why it cannot be followed; null when it can.</summary>
    public string? Refusal() =>
        Format is not null && InventoryFormats.Find(Format) is null
            ? $"'{Format}' is no format. Known are {string.Join(", ", InventoryFormats.All.Select(format => format.Name))}."
            : Source is not null && !SourceForm().IsMatch(Source)
            ? "A source is named by a word of at most 64 small letters, digits, dots, hyphens and underscores."
            : Mapping is { } mapping && mapping.Columns.GroupBy(column => column.Key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? $"The mapping names the column '{twice.Key}' twice."
            : Mapping?.Columns.FirstOrDefault(column => column.Value is null).Key is { } empty
            ? $"The mapping does not say what the column '{empty}' means."
            : null;

    /// <summary>Name of the source in the ledger. What scans are believed hangs on their format, whatever site they are named by.</summary>
    public string SourceOf(IInventoryFormat format) =>
        FactSources.Import(Source is null || Source == format.Name ? format.Name : format.Name == "nmap" ? $"nmap:{Source}" : Source);

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex SourceForm();
}
