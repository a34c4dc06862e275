namespace Kotwal.Events.Reading.Flows;

/// <summary>What is remembered of one stream of an exporter: templates, sampling, names, and where its sequence stands.</summary>
internal sealed class FlowDomain
{
    private const int BytesPerName = 48;
    private const int BytesPerSampler = 24;

    /// <summary>Templates by number.</summary>
    public Dictionary<int, FlowTemplate> Templates { get; } = [];

    /// <summary>One of how many packets a sampler takes, by the sampler's number.</summary>
    public Dictionary<ulong, ulong> Samplers { get; } = [];

    /// <summary>Names of interfaces, by number.</summary>
    public Dictionary<ulong, byte[]> InterfaceNames { get; } = [];

    /// <summary>Descriptions of interfaces, by number.</summary>
    public Dictionary<ulong, byte[]> InterfaceDescriptions { get; } = [];

    /// <summary>Names of applications, by number.</summary>
    public Dictionary<ulong, byte[]> Applications { get; } = [];

    /// <summary>The sampling of the whole stream; 0 when nothing was said.</summary>
    public ulong SamplingRate { get; set; }

    /// <summary>The sampling of the sampler that was told of last; 0 when none was.</summary>
    public ulong SamplerRate { get; set; }

    /// <summary>When the exporter was started, in nanoseconds since 1970; 0 when it never said.</summary>
    public long BootAt { get; set; }

    /// <summary>The exporter's uptime in the last datagram, in milliseconds; -1 when none came.</summary>
    public long Uptime { get; set; } = -1;

    /// <summary>Where the sequence stands.</summary>
    public FlowSequence Sequence { get; } = new();

    /// <summary>About how much memory all that takes, which is more than its saved form.</summary>
    public int Cost { get; private set; } = 128;

    /// <summary>Takes a template; the one that is known stays when it says the same.</summary>
    public void Set(int number, FlowTemplate template)
    {
        if (Templates.TryGetValue(number, out var known) && known.IsOptions == template.IsOptions && known.Fields.AsSpan().SequenceEqual(template.Fields))
        {
            return;
        }

        Remove(number);
        Templates.Add(number, template);
        Cost += template.Cost;
    }

    public void Remove(int number)
    {
        if (Templates.Remove(number, out var before))
        {
            Cost -= before.Cost;
        }
    }

    public void RemoveAll(bool isOptions)
    {
        foreach (var (number, template) in Templates)
        {
            if (template.IsOptions == isOptions)
            {
                Remove(number);
            }
        }
    }

    public void SetName(Dictionary<ulong, byte[]> names, ulong number, ReadOnlySpan<byte> name)
    {
        if (names.TryGetValue(number, out var before))
        {
            if (name.SequenceEqual(before))
            {
                return;
            }

            Cost -= BytesPerName + before.Length;
        }

        names[number] = name.ToArray();
        Cost += BytesPerName + name.Length;
    }

    public void SetSampler(ulong number, ulong rate)
    {
        Cost += Samplers.ContainsKey(number) ? 0 : BytesPerSampler;
        Samplers[number] = rate;
        SamplerRate = rate;
    }
}
