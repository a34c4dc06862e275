namespace Kotwal.House.Tests;

/// <summary>
/// Finds code that opens connections to elsewhere. A server that fetches what it is told to can be turned against its own network
/// (SSRF), so each place is named here and says why it may.
/// </summary>
internal static class OutwardCalls
{
    private static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal)
    {
        ["Kotwal.City/Outbound/"] = "the guard that everything which fetches must go through",
        ["Kotwal/Inventories/ServerInventory.cs"] = "the command line's own --server, never the server",
        ["Kotwal/Querying/ServerQuery.cs"] = "the command line's own --server, never the server",
        ["Kotwal/Tls/ServerTrust.cs"] = "makes handlers for the two",
        ["Kotwal.Lake/Cold/S3ColdStore.cs"] = "the bucket that the operator's settings name, and nobody's request",
        ["Kotwal/Health/Canary.cs"] = "sends to the doors of its own server, where they listen",
        ["Kotwal/Demo/Doors/"] = "the sample city talks to the doors of its own server",
    };

    private static readonly string[] Openers =
    [
        "HttpClient", "IHttpClientFactory", "SocketsHttpHandler", "WebRequest", "WebClient", "TcpClient", "UdpClient(", "ClientWebSocket", "SmtpClient",
        "FtpWebRequest", "NamedPipeClientStream", ".ConnectAsync(", "Dns.Get", "new Ping(", "LdapConnection", "AmazonS3Client",
    ];

    /// <summary>Each use outside the named places, one sentence each.</summary>
    public static IEnumerable<string> Find(IEnumerable<SourceFile> files) =>
        from file in files
        where !Places.Keys.Any(place => file.Path.StartsWith(place, StringComparison.Ordinal))
        from line in file.Text.Split('\n').Select((text, index) => (Text: text.Trim(), Number: index + 1))
        where !line.Text.StartsWith("//", StringComparison.Ordinal)
        from opener in Openers
        where line.Text.Contains(opener, StringComparison.Ordinal)
        select $"{file.Path}:{line.Number} uses {opener}: what fetches goes through GuardedHandler. Read SECURITY.md, section SSRF, before you name a new place.";

    /// <summary>Named places that are there no longer.</summary>
    public static IEnumerable<string> Stale(IReadOnlyList<SourceFile> files) =>
        Places.Keys.Where(place => !files.Any(file => file.Path.StartsWith(place, StringComparison.Ordinal)));
}
