using System.CommandLine;
using Kotwal.Serving;

namespace Kotwal.Commands;

/// <summary>Options that <c>serve</c> and <c>demo</c> share.</summary>
internal static class ServerOptions
{
    public static Option<string> Listen() => new("--listen")
    {
        Description = "Address of the console and the API, https:// beyond this machine; port 0 takes a free one.",
        DefaultValueFactory = _ => ServeSettings.DefaultListen,
    };

    public static Option<bool> InsecureHttp() => new("--insecure-http")
    {
        Description = "Allows --listen with http:// on an address that others can reach: passwords and tokens then cross the network in the clear.",
    };

    public static Option<int?> SyslogPort() => new("--syslog-port")
    {
        Description = "UDP and TCP port of the syslog doors; 0 takes free ones. Default: 514, or 5514 where that is not allowed.",
    };

    /// <summary>Runs a server; being told to stop, even while it starts, is its ordinary end.</summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task> serve, CancellationToken cancel)
    {
        try
        {
            await serve(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Whatever was running broke off because it was told to.
        }

        return ExitCode.Done;
    }
}
