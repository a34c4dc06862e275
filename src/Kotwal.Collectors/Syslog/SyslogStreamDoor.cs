using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Framing;
using Kotwal.Collectors.Listening;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Syslog;

/// <summary>
/// Takes syslog on connections. The protocol has no acknowledgement: a sender is slowed down while the spool is full, and what is
/// in the sockets' buffers when the program dies is lost.
/// </summary>
internal abstract class SyslogStreamDoor(
    ConnectionDoorSetup setup, Spool.Spool spool, SourceLedger ledger, SyslogOptions options, TimeProvider clock, ILogger log)
    : ConnectionDoor(setup, ledger, clock, log)
{
    private readonly ByteBudget budget = new(options.LongMessageBytes);
    private readonly SyslogSenders senders = new(options, setup.Kind, ledger);

    protected override IEnumerable<SourceAccount> Accounts => senders.Accounts;

    protected override async Task ServeAsync(DoorConnection connection, CancellationToken stop, CancellationToken grace)
    {
        var sender = senders.Find(connection.Address);
        var origin = sender.Origin with { Attributes = connection.Attributes };
        using var messages = new SyslogConnection(connection.Stream, origin, spool, sender.Account, budget, options, Clock);
        await messages.RunAsync(stop, grace);
    }
}
