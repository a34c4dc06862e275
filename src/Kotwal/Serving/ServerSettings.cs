using System.Globalization;
using Kotwal.Inputs;

namespace Kotwal.Serving;

/// <summary>Brings settings together: what the program knows, then a file, then the environment, then the command line.</summary>
internal static class ServerSettings
{
    public static void AddSettings(this WebApplicationBuilder builder, ServeSettings settings)
    {
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddSettings(settings.Data, settings.Config);
        builder.Configuration.AddInMemoryCollection(FromCommandLine(settings));
    }

    /// <summary>What the server and the commands that open its state read alike.</summary>
    /// <param name="configuration">Takes the settings.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="config">A JSON file with more settings, or null.</param>
    public static void AddSettings(this IConfigurationBuilder configuration, DataFolder data, string? config)
    {
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Collectors:Spool:Path"] = data.Spool,
            ["Collectors:Files:CheckpointPath"] = Path.Combine(data.Root, "files.checkpoint"),
            ["Collectors:Accounting:Path"] = data.Sources,
            ["Lake:Folder"] = data.Lake,
            ["Lake:SealKeyFile"] = data.SealKey,
        });
        if (config is not null)
        {
            if (!File.Exists(config))
            {
                throw new BadInputException($"{config}: no such configuration file.");
            }

            configuration.AddJsonFile(config, optional: false, reloadOnChange: false);
        }

        configuration.AddEnvironmentVariables("KOTWAL_");
    }

    /// <summary>Logs go to the error output, one line each; answers alone go to the standard output.</summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // A start that fails is told in one sentence by the command itself.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error);

        // A statement that fails is told by whoever asked; at the first start on PostgreSQL one fails to find out that it is the first.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
    }

    private static IEnumerable<KeyValuePair<string, string?>> FromCommandLine(ServeSettings settings)
    {
        if (settings.SyslogPort is { } port)
        {
            var text = port.ToString(CultureInfo.InvariantCulture);
            yield return new("Collectors:Syslog:UdpPort", text);
            yield return new("Collectors:Syslog:TcpPort", text);
            if (port == 0)
            {
                yield return new("Collectors:Syslog:TlsPort", text);
            }
        }

        for (var index = 0; index < settings.Follow.Count; index++)
        {
            var key = $"Collectors:Files:Follow:{1000 + index}";
            yield return new(key + ":Path", settings.Follow[index]);
            yield return new(key + ":Source", SourceNameOf(settings.Follow[index]));
        }
    }

    // eve.json -> eve: what the file is called is what people will look for.
    private static string SourceNameOf(string path)
    {
        var name = string.Concat(Path.GetFileNameWithoutExtension(path).ToLowerInvariant()
            .Where(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '_' or '-'));
        return name.Length > 0 ? name[..Math.Min(name.Length, 64)] : "file";
    }
}
