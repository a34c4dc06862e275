using System.Text;

namespace Kotwal.Sigma.Correlation;

/// <summary>
/// The state of an engine as bytes, version 2: a mark, the correlations with the hash of their definition, the groups from the
/// longest silent to the last used. Numbers as <see cref="BinaryWriter"/> writes them.
/// </summary>
internal static class CorrelationSnapshot
{
    private const int Mark = 0x3253434B;
    private const int FingerprintBytes = 32;
    private const int MostIds = 10;

    public static byte[] Write(CorrelationEngine engine)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Mark);
        writer.Write(engine.Plans.Count);
        var numbers = new Dictionary<CorrelationPlan, int>();
        foreach (var plan in engine.Plans)
        {
            numbers[plan] = numbers.Count;
            writer.Write(plan.Correlation.Key);
            writer.Write(plan.Fingerprint());
        }

        writer.Write(engine.GroupCount);
        foreach (var group in engine.Memory.GroupsByUse)
        {
            writer.Write(numbers[group.Plan]);
            Write(writer, group);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads a snapshot; false at the first byte that cannot be right.</summary>
    public static bool TryRead(CorrelationEngine engine, ReadOnlySpan<byte> snapshot, out IReadOnlyList<string> dropped)
    {
        dropped = [];
        using var reader = new BinaryReader(new MemoryStream(snapshot.ToArray()), Encoding.UTF8);
        try
        {
            if (reader.ReadInt32() != Mark)
            {
                return false;
            }

            var plans = ReadPlans(engine, reader, out dropped);
            var groups = reader.ReadInt32();
            for (var index = 0; index < groups; index++)
            {
                ReadGroup(engine, reader, plans);
            }

            return reader.BaseStream.Position == reader.BaseStream.Length;
        }
        catch (Exception broken) when (broken is IOException or FormatException or ArgumentException or InvalidDataException)
        {
            // Damaged bytes are bad input; the reader of the framework can only say so by an exception.
            return false;
        }
    }

    private static void Write(BinaryWriter writer, CorrelationGroup group)
    {
        writer.Write(group.Values.Length);
        foreach (var value in group.Values)
        {
            writer.Write(value);
        }

        writer.Write(group.LiveCount);
        foreach (var entry in group.Entries.Where((_, place) => group.IsLive(place)))
        {
            writer.Write(entry.At);
            writer.Write(entry.Position);
            writer.Write(entry.Value is not null);
            writer.Write(entry.Value ?? "");
            writer.Write(entry.Number);
            writer.Write(entry.Ids.Length);
            foreach (var id in entry.Ids)
            {
                writer.Write(id.ToByteArray());
            }
        }
    }

    /// <summary>The engine's correlations by their number in the snapshot; null for those that have changed or are gone.</summary>
    private static CorrelationPlan?[] ReadPlans(CorrelationEngine engine, BinaryReader reader, out IReadOnlyList<string> dropped)
    {
        var present = engine.Plans.ToLookup(plan => plan.Correlation.Key, StringComparer.Ordinal);
        var gone = new List<string>();
        dropped = gone;
        var plans = new CorrelationPlan?[Count(reader, FingerprintBytes)];
        for (var index = 0; index < plans.Length; index++)
        {
            var key = reader.ReadString();
            var fingerprint = reader.ReadBytes(FingerprintBytes);
            plans[index] = present[key].FirstOrDefault(plan => plan.Fingerprint().AsSpan().SequenceEqual(fingerprint));
            if (plans[index] is null)
            {
                gone.Add(key);
            }
        }

        return plans;
    }

    private static void ReadGroup(CorrelationEngine engine, BinaryReader reader, CorrelationPlan?[] plans)
    {
        var number = reader.ReadInt32();
        var values = new string[Count(reader, 1)];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = reader.ReadString();
        }

        var entries = new CorrelationEntry[Count(reader, sizeof(long))];
        for (var index = 0; index < entries.Length; index++)
        {
            entries[index] = ReadEntry(reader);
        }

        if (number < 0 || number >= plans.Length)
        {
            throw new InvalidDataException("A group belongs to no correlation.");
        }

        if (plans[number] is not { } plan)
        {
            return;
        }

        var key = new string(new CorrelationKeys().Write(values));
        if (values.Length != plan.Correlation.GroupBy.Length || plan.Groups.ContainsKey(key)
            || entries.Any(entry => entry.Position < 0 || entry.Position >= plan.Correlation.Rules.Length || !CorrelationAggregate.IsWithin(entry.Number)))
        {
            throw new InvalidDataException("A group does not fit its correlation.");
        }

        engine.Memory.Restore(new(plan, key, values), entries);
    }

    private static CorrelationEntry ReadEntry(BinaryReader reader)
    {
        var (at, position, isCountedOnce, value) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadBoolean(), reader.ReadString());
        var number = reader.ReadDecimal();
        var ids = new Guid[Math.Min(Count(reader, 16), MostIds)];
        for (var index = 0; index < ids.Length; index++)
        {
            ids[index] = new(reader.ReadBytes(16));
        }

        return new(at, position, isCountedOnce ? value : null, number, ids);
    }

    /// <summary>Reads a number of things of at least so many bytes each, which must still fit the bytes that are left.</summary>
    private static int Count(BinaryReader reader, int leastBytes)
    {
        var count = reader.ReadInt32();
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        return count >= 0 && (long)count * leastBytes <= left ? count : throw new InvalidDataException("A count is larger than what follows.");
    }
}
