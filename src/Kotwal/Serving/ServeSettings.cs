namespace Kotwal.Serving;

/// <summary>What the command line says about a server.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Listen">Address of console and API; port 0 takes a free one.</param>
/// <param name="Config">A JSON file with more settings, or null.</param>
/// <param name="SyslogPort">Port of the syslog doors; null takes 514, or 5514 where that is not allowed.</param>
/// <param name="Follow">Files that are followed as they grow.</param>
/// <param name="AllowsInsecureHttp">Whether plain HTTP may leave this machine.</param>
internal sealed record ServeSettings(
    DataFolder Data, string Listen, string? Config, int? SyslogPort, IReadOnlyList<string> Follow, bool AllowsInsecureHttp)
{
    /// <summary>Where the console is by default.</summary>
    public const string DefaultListen = "http://127.0.0.1:8470";
}
