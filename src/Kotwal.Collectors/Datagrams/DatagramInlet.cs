using System.Net;
using System.Net.Sockets;
using Kotwal.Collectors.Accounting;

namespace Kotwal.Collectors.Datagrams;

/// <summary>
/// Takes datagrams from a socket into the spool: one datagram is one record. A datagram cannot wait; what the inbox has no room for is
/// dropped and counted, and so is what the kernel had no room for before.
/// </summary>
/// <param name="socket">Bound; stays the caller's.</param>
/// <param name="find">Says to whom the datagrams of an address belong.</param>
/// <param name="account">Where those are counted that the kernel had no room for: nobody knows whose they were.</param>
/// <param name="maxBytes">Bytes kept of a datagram; longer ones are cut and counted.</param>
/// <param name="spool">Where records go.</param>
/// <param name="clock">When the kernel's count is read.</param>
internal sealed class DatagramInlet(
    Socket socket, Func<IPAddress, SenderAccount> find, SourceAccount account, int maxBytes, Spool.Spool spool, TimeProvider clock)
{
    private const int ReceiveBufferBytes = 8 << 20;
    private const int LargestDatagramBytes = 65_536;

    // SOL_SOCKET and SO_RCVBUFFORCE of Linux: a buffer beyond what the system allows everybody, where we may have it.
    private const int SocketLevel = 1;
    private const int ForceReceiveBuffer = 33;

    private static readonly TimeSpan DropInterval = TimeSpan.FromSeconds(1);

    /// <summary>Called once, when the first datagram was dropped, with the reason why.</summary>
    public Action<string> FirstDrop { get; init; } = _ => { };

    /// <summary>Called when a datagram could not be received.</summary>
    public Action<SocketError> ReceiveFailed { get; init; } = _ => { };

    /// <summary>Gives the socket as large a buffer as the system allows.</summary>
    public static void EnlargeBuffer(Socket socket)
    {
        socket.ReceiveBufferSize = ReceiveBufferBytes;
        if (OperatingSystem.IsLinux() && socket.ReceiveBufferSize < ReceiveBufferBytes)
        {
            try
            {
                socket.SetRawSocketOption(SocketLevel, ForceReceiveBuffer, BitConverter.GetBytes(ReceiveBufferBytes));
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied)
            {
                // Only a privileged program may; the size that was had is in the log.
                return;
            }
        }
    }

    /// <summary>Takes datagrams until it is told to stop.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(ReceiveAsync(stop), CountDropsAsync(stop));

    private async Task ReceiveAsync(CancellationToken stop)
    {
        var origins = new SenderOrigins(find);
        var buffer = GC.AllocateUninitializedArray<byte>(LargestDatagramBytes, pinned: true);
        var sender = new SocketAddress(socket.AddressFamily);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, sender, stop);
                Take(buffer.AsSpan(0, length), origins.Find(sender));
            }
            catch (SocketException failure)
            {
                // Told of a datagram or of the network's state, not of the socket; there is nobody to answer.
                ReceiveFailed(failure.SocketErrorCode);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void Take(ReadOnlySpan<byte> datagram, SenderAccount sender)
    {
        if (datagram.IsEmpty)
        {
            sender.Account.Refused("empty", 1);
            return;
        }

        var kept = datagram[..Math.Min(datagram.Length, maxBytes)];
        var isTruncated = kept.Length < datagram.Length;
        if (spool.TryAppend(sender.Origin, kept, isTruncated))
        {
            sender.Account.Received(1);
            sender.Account.Accepted(kept.Length, isTruncated);
        }
        else if (sender.Account.Dropped(1))
        {
            FirstDrop("the inbox is full");
        }
    }

    private async Task CountDropsAsync(CancellationToken stop)
    {
        var drops = new KernelDrops(socket);
        using var timer = new PeriodicTimer(DropInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                if (drops.Take() is > 0 and var count && account.Dropped(count))
                {
                    FirstDrop("the system's buffer is full. Raise net.core.rmem_max");
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }
}
