using System.Buffers;

namespace Kotwal.Events.Reading.Flows;

/// <summary>
/// All that is remembered of one exporter. Datagrams are forged for free, so everything is bounded: the streams, what they take
/// together, and what waits for a template.
/// </summary>
internal sealed class FlowExporter
{
    /// <summary>Most streams of one exporter; the longest silent leaves first.</summary>
    public const int MaxDomains = 256;

    /// <summary>Most that templates, samplers and names take together, by <see cref="FlowDomain.Cost"/>.</summary>
    public const int MaxCost = 512 << 10;

    private readonly Dictionary<long, LinkedListNode<KeyValuePair<long, FlowDomain>>> domains = [];
    private readonly LinkedList<KeyValuePair<long, FlowDomain>> byRecency = [];

    public PendingSets Pending { get; } = new();

    /// <summary>What all streams take.</summary>
    public int Cost { get; private set; }

    public int StateBytes => Cost + Pending.Bytes;

    /// <summary>What is known of a stream: nothing, when it is new.</summary>
    public FlowDomain DomainOf(long key)
    {
        if (domains.TryGetValue(key, out var node))
        {
            if (node != byRecency.First)
            {
                byRecency.Remove(node);
                byRecency.AddFirst(node);
            }

            return node.Value.Value;
        }

        if (domains.Count == MaxDomains)
        {
            ForgetOldest();
        }

        var domain = new FlowDomain();
        domains.Add(key, byRecency.AddFirst(new KeyValuePair<long, FlowDomain>(key, domain)));
        Cost += domain.Cost;
        return domain;
    }

    /// <summary>Makes room for what the stream that is used now will remember more; false when it has too much already.</summary>
    public bool TryMakeRoom(FlowDomain domain, int more)
    {
        Weigh();
        while (Cost + more > MaxCost && !ReferenceEquals(byRecency.Last!.Value.Value, domain))
        {
            ForgetOldest();
        }

        return Cost + more <= MaxCost;
    }

    /// <summary>Counts again what all streams take.</summary>
    public void Weigh()
    {
        Cost = 0;
        foreach (var pair in byRecency)
        {
            Cost += pair.Value.Cost;
        }
    }

    public void Save(IBufferWriter<byte> output)
    {
        var state = new StateWriter(output);
        state.Add(FlowState.Version);
        state.Add(domains.Count);
        for (var node = byRecency.Last; node is not null; node = node.Previous)
        {
            state.Add(node.Value.Key);
            FlowState.Save(node.Value.Value, state);
        }

        foreach (var set in Pending.All)
        {
            FlowState.Save(set, state);
        }
    }

    public bool TryRestore(ReadOnlySpan<byte> saved)
    {
        Forget();
        var state = new StateReader(saved);
        if (state.ReadInt32() != FlowState.Version)
        {
            return false;
        }

        for (var left = state.ReadInt32(); left > 0 && !state.IsDamaged; left--)
        {
            var key = state.ReadInt64();
            if (domains.ContainsKey(key) || !FlowState.TryRestore(DomainOf(key), ref state))
            {
                Forget();
                return false;
            }
        }

        while (state.HasMore && Pending.Bytes <= PendingSets.MaxBytes)
        {
            Pending.Add(FlowState.ReadPending(ref state));
        }

        Weigh();
        if (!state.IsWhole || Cost > MaxCost)
        {
            Forget();
            return false;
        }

        return true;
    }

    private void ForgetOldest()
    {
        var (key, domain) = byRecency.Last!.Value;
        byRecency.RemoveLast();
        domains.Remove(key);
        Cost -= domain.Cost;
    }

    private void Forget()
    {
        domains.Clear();
        byRecency.Clear();
        Pending.Clear();
        Cost = 0;
    }
}
