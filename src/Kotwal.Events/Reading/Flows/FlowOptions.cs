namespace Kotwal.Events.Reading.Flows;

/// <summary>What an exporter tells of itself that later flows are read with: sampling, names, when it was started.</summary>
internal static class FlowOptions
{
    private const int MaxNameBytes = 256;

    /// <summary>Remembers what the record says; false when it says nothing of the kind, or there is no room.</summary>
    public static bool Learn(FlowTemplate template, ReadOnlySpan<byte> bytes, FlowDomain domain, FlowExporter exporter)
    {
        var told = new Told();
        var position = 0;
        for (var index = 0; index < template.Elements.Length; index++)
        {
            var length = FlowTemplate.LengthAt(bytes, template.Fields[index].Length, ref position);
            told.Take(template.Elements[index].Role, bytes.Slice(position, length));
            position += length;
        }

        if (!exporter.TryMakeRoom(domain, template.Cost + bytes.Length + 256))
        {
            return false;
        }

        return LearnNames(in told, domain) | LearnSampling(in told, domain) | LearnBoot(in told, domain);
    }

    private static bool LearnNames(in Told told, FlowDomain domain)
    {
        var isLearned = false;
        if (told.Interface is { } number && !told.InterfaceName.IsEmpty)
        {
            domain.SetName(domain.InterfaceNames, number, told.InterfaceName);
            isLearned = true;
        }

        if (told.Interface is { } described && !told.InterfaceDescription.IsEmpty)
        {
            domain.SetName(domain.InterfaceDescriptions, described, told.InterfaceDescription);
            isLearned = true;
        }

        if (told.Application is { } application && !told.ApplicationName.IsEmpty)
        {
            domain.SetName(domain.Applications, application, told.ApplicationName);
            isLearned = true;
        }

        return isLearned;
    }

    private static bool LearnSampling(in Told told, FlowDomain domain)
    {
        var rate = told.Rate;
        if (rate == 0)
        {
            return false;
        }

        if (told.Sampler is { } sampler)
        {
            domain.SetSampler(sampler, rate);
        }
        else
        {
            domain.SamplingRate = rate;
        }

        return true;
    }

    private static bool LearnBoot(in Told told, FlowDomain domain)
    {
        domain.BootAt = told.BootAt > 0 ? told.BootAt : domain.BootAt;
        return told.BootAt > 0;
    }

    private ref struct Told
    {
        private ulong interval;
        private ulong space;
        private ulong population;
        private ulong plain;

        public ulong? Interface { get; private set; }

        public ulong? Application { get; private set; }

        public ulong? Sampler { get; private set; }

        public ReadOnlySpan<byte> InterfaceName { get; private set; }

        public ReadOnlySpan<byte> InterfaceDescription { get; private set; }

        public ReadOnlySpan<byte> ApplicationName { get; private set; }

        public long BootAt { get; private set; }

        // One of so many packets: as it is said, or so many taken and so many left out (RFC 5477, section 8.2), or so many of so many.
        public readonly ulong Rate => plain > 0 ? plain
            : interval == 0 ? 0
            : population > 0 ? population / interval
            : space <= uint.MaxValue && interval <= uint.MaxValue ? (interval + space) / interval
            : 0;

        public void Take(FlowRole role, ReadOnlySpan<byte> value)
        {
            switch (role)
            {
                case FlowRole.InterfaceName:
                    InterfaceName = NameOf(value);
                    return;
                case FlowRole.InterfaceDescription:
                    InterfaceDescription = NameOf(value);
                    return;
                case FlowRole.ApplicationName:
                    ApplicationName = NameOf(value);
                    return;
            }

            if (value.Length is > 0 and <= 8)
            {
                TakeNumber(role, FlowText.ReadUnsigned(value));
            }
        }

        private void TakeNumber(FlowRole role, ulong number)
        {
            switch (role)
            {
                case FlowRole.IngressInterface or FlowRole.EgressInterface:
                    Interface ??= number;
                    return;
                case FlowRole.ApplicationId:
                    Application = number;
                    return;
                case FlowRole.SamplerId:
                    Sampler = number;
                    return;
                case FlowRole.SamplingInterval or FlowRole.SamplerInterval:
                    plain = number;
                    return;
                case FlowRole.PacketInterval:
                    interval = number;
                    return;
                case FlowRole.PacketSpace:
                    space = number;
                    return;
                case FlowRole.Population:
                    population = number;
                    return;
                case FlowRole.BootTime:
                    BootAt = number <= long.MaxValue / 1_000_000 ? (long)number * 1_000_000 : 0;
                    return;
            }
        }

        private static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> value)
        {
            var name = value.TrimEnd((byte)0).TrimEnd((byte)' ');
            return name.Length > MaxNameBytes ? name[..MaxNameBytes] : name;
        }
    }
}
