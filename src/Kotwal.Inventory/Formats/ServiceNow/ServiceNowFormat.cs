using System.Text;
using Kotwal.Inventory.Reading;
using Kotwal.Inventory.Tables;

namespace Kotwal.Inventory.Formats.ServiceNow;

/// <summary>
/// CSV exports of ServiceNow's configuration items (<c>cmdb_ci</c> and its classes), with the names of its fields as headings. A
/// mapping that is given takes the place of what is known of the fields.
/// </summary>
internal sealed class ServiceNowFormat : ITableFormat
{
    private static readonly InventoryMapping Proposal = new(null, ServiceNowFields.Targets);

    public string Name => "servicenow";

    public int Score(ReadOnlySpan<byte> start, string fileName)
    {
        var line = start[..(start.IndexOf((byte)'\n') is var end and >= 0 ? end : start.Length)];
        var heading = Encoding.UTF8.GetString(line[..Math.Min(line.Length, InventoryLimits.DetectBytes)]);
        var fields = heading.Split([',', ';', '\t']).Select(field => field.Trim('"', '\r', '\uFEFF')).ToList();
        return fields.Contains("sys_class_name") || (fields.Contains("sys_id") && fields.Exists(ServiceNowFields.Targets.ContainsKey)) ? 90 : 0;
    }

    public IEnumerable<InventoryItem> Read(Stream document, InventoryReading reading) =>
        (reading.Mapping is null ? ReadFields(document, reading) : TableReader.Read(DelimitedRows.Read(document), reading)).Within(reading);

    public TablePreview Preview(Stream document) => TableReader.Preview(DelimitedRows.Read(document), _ => Proposal);

    private static IEnumerable<InventoryItem> ReadFields(Stream document, InventoryReading reading)
    {
        Dictionary<string, int>? fields = null;
        foreach (var row in DelimitedRows.Read(document))
        {
            if (row.IsEmpty)
            {
                continue;
            }

            if (fields is null)
            {
                fields = Fields(row);
            }
            else if (ServiceNowRow.Read(row, fields, reading) is { } item)
            {
                yield return item;
            }
        }
    }

    private static Dictionary<string, int> Fields(TableRow row)
    {
        var fields = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var headings = TableReader.Headings(row);
        for (var column = 0; column < headings.Count; column++)
        {
            fields.TryAdd(headings[column], column);
        }

        return fields.ContainsKey("sys_class_name") || fields.ContainsKey("sys_id") || fields.ContainsKey("name")
            ? fields
            : throw new InventoryException("This is no export of ServiceNow: it has none of the columns sys_id, sys_class_name and name.");
    }
}
