using Kotwal.Lake.Results;

namespace Kotwal.Lake.DuckDb.OutOfProcess;

/// <summary>Writes cells and parameters as bytes: one of type, then the value.</summary>
internal static class CellCodec
{
    public static void Write(BinaryWriter writer, object? cell)
    {
        switch (cell)
        {
            case null:
                writer.Write((byte)0);
                break;
            case string text:
                writer.Write((byte)1);
                writer.Write(text);
                break;
            case long whole:
                writer.Write((byte)2);
                writer.Write(whole);
                break;
            case double fraction:
                writer.Write((byte)3);
                writer.Write(fraction);
                break;
            case bool truth:
                writer.Write((byte)4);
                writer.Write(truth);
                break;
            case DateTimeOffset time:
                writer.Write((byte)5);
                writer.Write(time.UtcTicks);
                break;
            case object?[] list:
                writer.Write((byte)6);
                WriteAll(writer, list);
                break;
            case MapCell map:
                writer.Write((byte)7);
                writer.Write(map.Entries.Count);
                foreach (var (name, value) in map.Entries)
                {
                    writer.Write(name);
                    Write(writer, value);
                }

                break;
            default:
                throw new ArgumentException($"No cell is of type {cell.GetType()}.", nameof(cell));
        }
    }

    public static void WriteAll(BinaryWriter writer, IReadOnlyCollection<object?> cells)
    {
        writer.Write(cells.Count);
        foreach (var cell in cells)
        {
            Write(writer, cell);
        }
    }

    public static object? Read(BinaryReader reader) => reader.ReadByte() switch
    {
        0 => null,
        1 => reader.ReadString(),
        2 => reader.ReadInt64(),
        3 => reader.ReadDouble(),
        4 => reader.ReadBoolean(),
        5 => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
        6 => ReadAll(reader),
        7 => ReadMap(reader),
        var unknown => throw new IOException($"The reader process sent a cell of unknown type {unknown}."),
    };

    public static object?[] ReadAll(BinaryReader reader)
    {
        var cells = new object?[reader.ReadInt32()];
        for (var place = 0; place < cells.Length; place++)
        {
            cells[place] = Read(reader);
        }

        return cells;
    }

    private static MapCell ReadMap(BinaryReader reader)
    {
        var entries = new KeyValuePair<string, object?>[reader.ReadInt32()];
        for (var place = 0; place < entries.Length; place++)
        {
            entries[place] = new(reader.ReadString(), Read(reader));
        }

        return new MapCell(entries);
    }
}
