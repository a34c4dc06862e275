using System.Net.Sockets;
using System.Text;

namespace Kotwal.EndToEnd.Tests.Edge;

/// <summary>Bytes as no well-behaved client sends them.</summary>
internal static class RawHttp
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Sends the text on a connection of its own and reads until the server closes it.</summary>
    public static async Task<string> AskAsync(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, Cancel);
        var stream = client.GetStream();
        return await SendAsync(stream, request) ? await ReadAsync(stream) : "";
    }

    /// <summary>Sends one piece; false when the server has closed the connection already.</summary>
    public static async Task<bool> SendAsync(NetworkStream stream, string piece)
    {
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(piece), Cancel);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Reads until the server closes the connection.</summary>
    public static async Task<string> ReadAsync(NetworkStream stream)
    {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, Cancel) is var read and > 0)
            {
                answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }

        return answer.ToString();
    }
}
