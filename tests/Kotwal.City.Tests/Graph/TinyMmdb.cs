using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Kotwal.City.Tests.Graph;

/// <summary>Writes small MMDB files (MaxMind DB file format 2.0) of IPv4 networks, with records of 32 bits.</summary>
internal static class TinyMmdb
{
    private const int SeparatorBytes = 16;

    public static byte[] Write(params (string Network, Dictionary<string, object> Record)[] entries)
    {
        var nodes = new List<int[]> { new[] { 0, 0 } };
        var data = new MemoryStream();
        foreach (var (network, record) in entries)
        {
            var offset = (int)data.Length;
            Encode(data, record);
            Insert(nodes, IPNetwork.Parse(network), ~offset);
        }

        using var file = new MemoryStream();
        var bytes = new byte[4];
        foreach (var record in nodes.SelectMany(node => node))
        {
            // A child is a node's number, none is the count of nodes, and data lies beyond both.
            BinaryPrimitives.WriteInt32BigEndian(bytes, record > 0 ? record : record == 0 ? nodes.Count : nodes.Count + SeparatorBytes + ~record);
            file.Write(bytes);
        }

        file.Write(new byte[SeparatorBytes]);
        file.Write(data.ToArray());
        file.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        Encode(file, new Dictionary<string, object>
        {
            ["binary_format_major_version"] = (ushort)2,
            ["binary_format_minor_version"] = (ushort)0,
            ["build_epoch"] = 1_700_000_000UL,
            ["database_type"] = "Test",
            ["description"] = new Dictionary<string, object>(),
            ["ip_version"] = (ushort)4,
            ["languages"] = new List<object> { "en" },
            ["node_count"] = (uint)nodes.Count,
            ["record_size"] = (ushort)32,
        });
        return file.ToArray();
    }

    private static void Insert(List<int[]> nodes, IPNetwork network, int record)
    {
        var address = BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
        var at = 0;
        for (var bit = 0; bit < network.PrefixLength; bit++)
        {
            var side = (int)(address >> (31 - bit) & 1);
            if (bit == network.PrefixLength - 1)
            {
                nodes[at][side] = record;
            }
            else
            {
                if (nodes[at][side] == 0)
                {
                    nodes[at][side] = nodes.Count;
                    nodes.Add([0, 0]);
                }

                at = nodes[at][side];
            }
        }
    }

    private static void Encode(Stream to, object value)
    {
        switch (value)
        {
            case string text:
                Head(to, 2, Encoding.UTF8.GetByteCount(text));
                to.Write(Encoding.UTF8.GetBytes(text));
                break;
            case double number:
                Head(to, 3, 8);
                var bytes = new byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
                to.Write(bytes);
                break;
            case ushort number:
                Number(to, 5, number, 2);
                break;
            case uint number:
                Number(to, 6, number, 4);
                break;
            case ulong number:
                Number(to, 9, number, 8);
                break;
            case List<object> list:
                Head(to, 11, list.Count);
                list.ForEach(item => Encode(to, item));
                break;
            case Dictionary<string, object> map:
                Head(to, 7, map.Count);
                foreach (var (name, item) in map)
                {
                    Encode(to, name);
                    Encode(to, item);
                }

                break;
            default:
                throw new ArgumentException($"{value.GetType()} is not written.");
        }
    }

    private static void Number(Stream to, int type, ulong number, int length)
    {
        Head(to, type, length);
        for (var place = length - 1; place >= 0; place--)
        {
            to.WriteByte((byte)(number >> (8 * place)));
        }
    }

    // Types beyond seven stand in a byte of their own; lengths beyond 28 too.
    private static void Head(Stream to, int type, int length)
    {
        var size = length < 29 ? length : 29;
        to.WriteByte((byte)((type <= 7 ? type << 5 : 0) | size));
        if (type > 7)
        {
            to.WriteByte((byte)(type - 7));
        }

        if (size == 29)
        {
            to.WriteByte((byte)(length - 29));
        }
    }
}
