using Kotwal.Inventory.Formats.Csv;
using Kotwal.Inventory.Formats.CycloneDx;
using Kotwal.Inventory.Formats.GeoJson;
using Kotwal.Inventory.Formats.Native;
using Kotwal.Inventory.Formats.NetBox;
using Kotwal.Inventory.Formats.Nmap;
using Kotwal.Inventory.Formats.ServiceNow;
using Kotwal.Inventory.Formats.Xlsx;

namespace Kotwal.Inventory.Formats;

/// <summary>The one list of formats. To add a format: one folder, and one line here.</summary>
public static class InventoryFormats
{
    /// <summary>All formats. Where two are equally sure of a document, the first has it.</summary>
    public static IReadOnlyList<IInventoryFormat> All { get; } =
    [
        new NativeFormat(),
        new NmapFormat(),
        new CycloneDxFormat(),
        new GeoJsonFormat(),
        new XlsxFormat(),
        new ServiceNowFormat(),
        new NetBoxFormat(),
        new CsvFormat(),
    ];

    /// <summary>The format of that name, or null.</summary>
    public static IInventoryFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>The format that is surest of a document, or null when none knows it.</summary>
    /// <param name="start">The document's first bytes; <see cref="InventoryLimits.DetectBytes"/> are enough.</param>
    /// <param name="fileName">The file's name, or empty.</param>
    public static IInventoryFormat? Detect(ReadOnlySpan<byte> start, string fileName)
    {
        IInventoryFormat? best = null;
        var most = 0;
        foreach (var format in All)
        {
            var score = format.Score(start[..Math.Min(start.Length, InventoryLimits.DetectBytes)], fileName);
            if (score > most)
            {
                (best, most) = (format, score);
            }
        }

        return best;
    }
}
