namespace Kotwal.Demo.Places;

/// <summary>Reads <c>nodes.csv</c>: a heading, then one node a line, values parted by commas and never quoted.</summary>
internal static class NodeTable
{
    private const string Heading = "name,type,address,zone,ward,site,service,vendor,model,owner";

    public static IEnumerable<DemoNode> Read(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (number == 1 && line != Heading)
            {
                throw new InvalidDataException($"{path}, line 1: the heading must be {Heading}.");
            }

            if (number > 1 && line.Length > 0)
            {
                yield return ReadNode(line.Split(','), path, number);
            }
        }
    }

    private static DemoNode ReadNode(string[] cells, string path, int number) => cells is
        [var name, var type, var address, var zone, var ward, var site, var service, var vendor, var model, var owner]
        ? new(name, type, address, zone, ward, site, service, vendor, model, owner)
        : throw new InvalidDataException($"{path}, line {number}: 10 values are wanted, {cells.Length} are there.");
}
