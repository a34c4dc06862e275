using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kotwal.City.Graph;

/// <summary>
/// A short word for all that holds of a node, by whom and since when. The same ledger gives the same word on every machine; anything
/// said anew or ended gives another.
/// </summary>
internal static class NodeVersion
{
    private const int Bytes = 9;

    public static string Of(NodeFacts facts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var said in facts.Attributes)
        {
            Add(hash, said.Predicate, said.Recording, said.From, said.Until, said.Value);
        }

        foreach (var mark in facts.Identifiers)
        {
            Add(hash, mark.Predicate, mark.Recording, mark.From, mark.Until, mark.Value);
        }

        foreach (var arrow in facts.Arrows)
        {
            Add(hash, arrow.Predicate, arrow.Recording, arrow.From, arrow.Until, "", arrow.Target);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes));
    }

    private static void Add(IncrementalHash hash, int predicate, int recording, long from, long until, string value, int target = -1)
    {
        var text = Encoding.UTF8.GetBytes(value);
        Span<byte> numbers = stackalloc byte[32];
        BinaryPrimitives.WriteInt32LittleEndian(numbers, predicate);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[4..], recording);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], from);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[16..], until);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[24..], target);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[28..], text.Length);
        hash.AppendData(numbers);
        hash.AppendData(text);
    }
}
