using System.Net.Sockets;
using System.Text;

namespace Kotwal.Demo.Doors;

/// <summary>Syslog over one lasting TCP connection, framed by counting or by newlines (RFC 6587, section 3.4).</summary>
internal sealed class TcpDoorway(string host, int port, bool isCounted) : IDoorway
{
    private TcpClient? client;

    public async Task SendAsync(IReadOnlyList<byte[]> messages, CancellationToken cancel)
    {
        try
        {
            if (client is null)
            {
                client = new TcpClient();
                await client.ConnectAsync(host, port, cancel);
            }

            await client.GetStream().WriteAsync(Frame(messages), cancel);
        }
        catch (Exception broken) when (broken is SocketException or IOException)
        {
            Close();
            throw new IOException($"Syslog over TCP to {host}:{port} failed: {broken.Message}", broken);
        }
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private byte[] Frame(IReadOnlyList<byte[]> messages)
    {
        using var framed = new MemoryStream();
        foreach (var message in messages)
        {
            if (isCounted)
            {
                framed.Write(Encoding.ASCII.GetBytes($"{message.Length} "));
            }

            framed.Write(message);
            if (!isCounted)
            {
                framed.WriteByte((byte)'\n');
            }
        }

        return framed.ToArray();
    }

    private void Close()
    {
        client?.Dispose();
        client = null;
    }
}
