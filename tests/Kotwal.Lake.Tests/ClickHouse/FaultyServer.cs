using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kotwal.Lake.Tests.ClickHouse;

/// <summary>Stands before the engine and fails as servers and networks do. Asks for a password, as the engine of the tests does not.</summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri engine;
    private readonly Task serving;
    private readonly List<string> seen = [];
    private readonly List<Request> late = [];
    private volatile bool isStopped;

    public FaultyServer(Uri engine)
    {
        this.engine = engine;
        listener.Start();
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>What becomes of a request, by its address and the beginning of its body.</summary>
    public Func<string, Task<Fault>> Faults { get; set; } = _ => Task.FromResult(Fault.None);

    /// <summary>The password that is right; null for any.</summary>
    public string? Password { get; set; }

    /// <summary>Addresses and beginnings of all requests.</summary>
    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (seen)
            {
                return [.. seen];
            }
        }
    }

    public void Break(Func<string, Fault> faults) => Faults = request => Task.FromResult(faults(request));

    public void Heal() => Break(_ => Fault.None);

    /// <summary>Lets the engine have what it was not given in time.</summary>
    public async Task DeliverLateAsync()
    {
        foreach (var request in late)
        {
            var answer = Encoding.UTF8.GetString(await ForwardAsync(request));
            Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        }

        late.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        isStopped = true;
        listener.Stop();
        await serving;
    }

    // A client may open connections that it does not use, and these must keep nobody waiting.
    private async Task ServeAsync()
    {
        var clients = new List<TcpClient>();
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                clients.Add(client);
                answers.Add(AnswerAsync(client));
            }
        }
        catch (Exception) when (isStopped)
        {
            clients.ForEach(client => client.Dispose());
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            await AnswerAsync(client.GetStream());
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Whoever asked has gone.
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var request = await ReadAsync(stream);
        var text = Uri.UnescapeDataString(request.Head.Split(' ')[1]) + "\n" + Encoding.UTF8.GetString(request.Body, 0, Math.Min(request.Body.Length, 2_000));
        lock (seen)
        {
            seen.Add(text);
        }

        switch (IsLetIn(request) ? await Faults(text) : Fault.Refused)
        {
            case Fault.Refused:
                await stream.WriteAsync(Refusal());
                break;
            case Fault.Lost:
                break;
            case Fault.Late:
                late.Add(request);
                break;
            case Fault.Unheard:
                await ForwardAsync(request);
                break;
            default:
                await stream.WriteAsync(await ForwardAsync(request));
                break;
        }
    }

    private static async Task<Request> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await ReadAsync(stream, 1))[0]);
        }

        var text = head.ToString();
        if (Header(text, "Content-Length") is { } length)
        {
            return new Request(text, await ReadAsync(stream, int.Parse(length, CultureInfo.InvariantCulture)));
        }

        using var body = new MemoryStream();
        for (var size = -1; size != 0;)
        {
            var line = "";
            while (!line.EndsWith("\r\n", StringComparison.Ordinal))
            {
                line += (char)(await ReadAsync(stream, 1))[0];
            }

            size = int.Parse(line.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write((await ReadAsync(stream, size + 2)).AsSpan(0, size));
        }

        return new Request(text, body.ToArray());
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    // One request a connection, so that what breaks is one request.
    private async Task<byte[]> ForwardAsync(Request request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, engine.Port);
        var lines = request.Head.TrimEnd().Split("\r\n").Where(line => !Named(line, "Connection") && !Named(line, "Transfer-Encoding") && !Named(line, "Content-Length"));
        var head = string.Create(CultureInfo.InvariantCulture, $"{string.Join("\r\n", lines)}\r\nConnection: close\r\nContent-Length: {request.Body.Length}\r\n\r\n");
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(head));
        await client.GetStream().WriteAsync(request.Body);
        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer);
        return answer.ToArray();
    }

    private bool IsLetIn(Request request) => Password is null
        || Header(request.Head, "Authorization") == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"default:{Password}"));

    private static byte[] Refusal()
    {
        const string Words = "Code: 516. DB::Exception: default: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)";
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 403 Forbidden\r\nX-ClickHouse-Exception-Code: 516\r\nConnection: close\r\nContent-Length: {Words.Length}\r\n\r\n{Words}"));
    }

    private static string? Header(string head, string name) =>
        head.Split("\r\n").FirstOrDefault(line => Named(line, name)) is { } line ? line[(name.Length + 1)..].Trim() : null;

    private static bool Named(string line, string name) => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);

    private sealed record Request(string Head, byte[] Body);
}

/// <summary>What becomes of a request.</summary>
internal enum Fault
{
    /// <summary>It is answered.</summary>
    None,

    /// <summary>The server does not know who asks.</summary>
    Refused,

    /// <summary>It never comes to the engine.</summary>
    Lost,

    /// <summary>The engine does it, and the answer is lost.</summary>
    Unheard,

    /// <summary>Nobody answers, and the engine does it later.</summary>
    Late,
}
