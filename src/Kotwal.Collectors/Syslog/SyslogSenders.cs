using System.Net;
using Kotwal.Collectors.Accounting;
using Kotwal.Events;

namespace Kotwal.Collectors.Syslog;

/// <summary>What the settings say of each sender: its source, format and time zone. Safe for many threads.</summary>
internal sealed class SyslogSenders
{
    private readonly List<(IPNetwork Network, SenderAccount Sender)> byNetwork;

    public SyslogSenders(SyslogOptions options, string kind, SourceLedger ledger)
    {
        Default = Make(options.Source, options.Format, options.TimeZone);

        // The narrowest network is looked at first; of equal ones the first of the settings.
        byNetwork =
        [
            .. options.Senders
                .Select(sender => (Network: NetworkOf(sender), Sender: Make(
                    sender.Source ?? options.Source, sender.Format ?? options.Format, sender.TimeZone ?? options.TimeZone)))
                .OrderByDescending(entry => entry.Network.PrefixLength),
        ];

        SenderAccount Make(string source, string? format, string? zone) => new(
            new RecordOrigin { Source = source, Transport = kind, Format = format, TimeZone = zone }, ledger.Account(source, kind));
    }

    /// <summary>Those that no setting names; without an address.</summary>
    public SenderAccount Default { get; }

    /// <summary>The accounts of all sources that there can be.</summary>
    public IEnumerable<SourceAccount> Accounts => byNetwork.Select(entry => entry.Sender.Account).Prepend(Default.Account).Distinct();

    public SenderAccount Find(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var found = Default;
        foreach (var (network, sender) in byNetwork)
        {
            if (network.Contains(plain))
            {
                found = sender;
                break;
            }
        }

        return found with { Origin = found.Origin with { Sender = SenderAddress.TextOf(plain) } };
    }

    private static IPNetwork NetworkOf(SyslogSenderOptions sender) =>
        sender.TryReadNetwork(out var network) ? network : throw new InvalidOperationException($"{sender.From} was not validated.");
}
