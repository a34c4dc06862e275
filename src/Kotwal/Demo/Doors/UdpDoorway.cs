using System.Net.Sockets;

namespace Kotwal.Demo.Doors;

/// <summary>One datagram a message (RFC 5426).</summary>
internal sealed class UdpDoorway(string host, int port) : IDoorway
{
    private readonly UdpClient client = new();

    public async Task SendAsync(IReadOnlyList<byte[]> messages, CancellationToken cancel)
    {
        try
        {
            foreach (var message in messages)
            {
                await client.SendAsync(message, host, port, cancel);
            }
        }
        catch (SocketException refused)
        {
            throw new IOException($"Syslog over UDP to {host}:{port} failed: {refused.Message}", refused);
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
