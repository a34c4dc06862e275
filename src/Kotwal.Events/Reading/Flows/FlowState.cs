namespace Kotwal.Events.Reading.Flows;

/// <summary>
/// The saved form of what is remembered of exporters. Damage is seen at its end; until then what is read is bounded by what is there.
/// </summary>
internal static class FlowState
{
    public const int Version = 1;

    public static void Save(FlowDomain domain, StateWriter state)
    {
        state.Add((long)domain.SamplingRate);
        state.Add((long)domain.SamplerRate);
        state.Add(domain.BootAt);
        state.Add(domain.Uptime);
        state.Add(domain.Sequence.Next);
        state.Add(domain.Sequence.IsKnown ? 1 : 0);
        state.Add(domain.Sequence.Missing);
        state.Add(domain.Templates.Count);
        foreach (var (number, template) in domain.Templates.OrderBy(pair => pair.Key))
        {
            Save(number, template, state);
        }

        state.Add(domain.Samplers.Count);
        foreach (var (number, rate) in domain.Samplers.OrderBy(pair => pair.Key))
        {
            state.Add((long)number);
            state.Add((long)rate);
        }

        foreach (var names in NamesOf(domain))
        {
            state.Add(names.Count);
            foreach (var (number, name) in names.OrderBy(pair => pair.Key))
            {
                state.Add((long)number);
                state.Add(name);
            }
        }
    }

    public static bool TryRestore(FlowDomain domain, ref StateReader state)
    {
        domain.SamplingRate = (ulong)state.ReadInt64();
        var samplerRate = (ulong)state.ReadInt64();
        domain.BootAt = state.ReadInt64();
        domain.Uptime = state.ReadInt64();
        domain.Sequence.Next = (uint)state.ReadInt64();
        domain.Sequence.IsKnown = state.ReadInt32() != 0;
        domain.Sequence.Missing = state.ReadInt64();
        for (var left = state.ReadInt32(); left > 0 && !state.IsDamaged; left--)
        {
            if (!TryRestoreTemplate(domain, ref state))
            {
                return false;
            }
        }

        for (var left = state.ReadInt32(); left > 0 && !state.IsDamaged; left--)
        {
            domain.SetSampler((ulong)state.ReadInt64(), (ulong)state.ReadInt64());
        }

        domain.SamplerRate = samplerRate;

        foreach (var names in NamesOf(domain))
        {
            for (var left = state.ReadInt32(); left > 0 && !state.IsDamaged; left--)
            {
                domain.SetName(names, (ulong)state.ReadInt64(), state.ReadBytes());
            }
        }

        return !state.IsDamaged;
    }

    public static void Save(PendingSet set, StateWriter state)
    {
        state.Add(set.Domain);
        state.Add(set.Template);
        state.Add(set.ExportedAt);
        state.Add(set.Uptime ?? -1L);
        state.Add(set.ReceivedAt);
        state.Add(set.Bytes);
    }

    public static PendingSet ReadPending(ref StateReader state) => new(
        state.ReadInt64(), state.ReadInt32(), state.ReadInt64(), state.ReadInt64() is >= 0 and var uptime ? (uint)uptime : null, state.ReadInt64(),
        state.ReadBytes().ToArray());

    private static Dictionary<ulong, byte[]>[] NamesOf(FlowDomain domain) =>
        [domain.InterfaceNames, domain.InterfaceDescriptions, domain.Applications];

    private static void Save(int number, FlowTemplate template, StateWriter state)
    {
        state.Add(number);
        state.Add(template.IsOptions ? 1 : 0);
        state.Add(template.Fields.Length);
        foreach (var field in template.Fields)
        {
            state.Add(unchecked((int)field.Enterprise));
            state.Add((field.Number << 16) | field.Length);
        }
    }

    private static bool TryRestoreTemplate(FlowDomain domain, ref StateReader state)
    {
        var number = state.ReadInt32();
        var isOptions = state.ReadInt32() != 0;
        var fields = new List<FlowField>();
        for (var left = state.ReadInt32(); left > 0 && !state.IsDamaged; left--)
        {
            var enterprise = unchecked((uint)state.ReadInt32());
            var place = state.ReadInt32();
            fields.Add(new(enterprise, (int)((uint)place >> 16), place & 0xFFFF));
        }

        // A template without a byte would be read for ever.
        if (state.IsDamaged || fields.TrueForAll(field => field.Length == 0))
        {
            return false;
        }

        domain.Set(number, new FlowTemplate([.. fields], isOptions));
        return domain.Cost <= FlowExporter.MaxCost;
    }
}
