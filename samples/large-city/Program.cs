using System.Globalization;
using Kotwal.Inventory;
using Kotwal.Inventory.Formats;
using Kotwal.LargeCity;

// large-city NODES FILE: writes the inventory of a made-up city in Kotwal's own format.
if (args is not [var nodes, var file] || !int.TryParse(nodes, CultureInfo.InvariantCulture, out var count))
{
    await Console.Error.WriteLineAsync("usage: large-city NODES FILE");
    return 2;
}

await using var document = File.Create(file);
((IInventoryWriter)InventoryFormats.Find("kotwal")!).Write(CityOfSize.Items(count), document);
return 0;
