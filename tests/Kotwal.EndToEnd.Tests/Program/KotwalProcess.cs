using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Program;

/// <summary>The real program, started as a person would start it, with free ports and a folder of its own.</summary>
internal sealed partial class KotwalProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private KotwalProcess(Process process) => this.process = process;

    /// <summary>The program as <c>dotnet build -c Release</c> leaves it.</summary>
    public static string Program { get; } = Repository.PathOf("artifacts", "bin", "Kotwal", "release", "kotwal");

    /// <summary>Address of the console and the API.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The one-time link that makes the first administrator, or null when there is one already.</summary>
    public Uri? SetupLink { get; private set; }

    /// <summary>All that the program said so far.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Resident memory in bytes.</summary>
    public long MemoryBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts a server on the folder and waits until it takes events.</summary>
    public static Task<KotwalProcess> ServeAsync(string data, params string[] more) =>
        StartAsync(["serve", "--data", data, "--listen", "http://127.0.0.1:0", "--syslog-port", "0", .. more]);

    /// <summary>Starts the program and waits until it says where its console is.</summary>
    public static async Task<KotwalProcess> StartAsync(string[] args)
    {
        var started = new KotwalProcess(Launch(args));
        started.process.OutputDataReceived += (_, line) => started.Keep(line.Data);
        started.process.ErrorDataReceived += (_, line) => started.Keep(line.Data);
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        await Until.TrueAsync(() => started.FindAddress() || started.process.HasExited, StartTimeout, () => started.Output);
        Assert.False(started.process.HasExited, started.Output);
        return started;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<CommandResult> RunAsync(params string[] args)
    {
        using var process = Launch(args);
        var error = process.StandardError.ReadToEndAsync();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, answer, await error);
    }

    /// <summary>Makes a token as the command line does it, while the server runs or not.</summary>
    public static async Task<string> CreateTokenAsync(string data, string role)
    {
        var result = await RunAsync("token", "create", "--data", data, "--name", "test-" + role, "--role", role);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Answer.Trim();
    }

    /// <summary>A client of the API that carries the token.</summary>
    public HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>The port in use of a door, by its kind (<c>syslog-udp</c>, <c>syslog-tcp</c>).</summary>
    public static async Task<int> PortOfAsync(string kind, HttpClient client)
    {
        using var sources = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/sources", UriKind.Relative)));
        return sources.RootElement.EnumerateArray()
            .First(source => source.GetProperty("kind").GetString() == kind).GetProperty("port").GetInt32();
    }

    /// <summary>Ends it as a power cut would: SIGKILL, nothing is told.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private static Process Launch(string[] args)
    {
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            output.Enqueue(line);
        }
    }

    private bool FindAddress()
    {
        var said = Output;
        if (Setup().Match(said) is { Success: true } setup)
        {
            SetupLink = new Uri(setup.Groups[1].Value);
        }

        if (Console().Match(said) is { Success: true } console)
        {
            Address = new Uri(console.Groups[1].Value);
            return true;
        }

        return false;
    }

    [GeneratedRegex(@"^console\s+(http\S+)$", RegexOptions.Multiline)]
    private static partial Regex Console();

    [GeneratedRegex(@"^setup\s+(http\S+)$", RegexOptions.Multiline)]
    private static partial Regex Setup();
}

/// <summary>What a command answered.</summary>
internal sealed record CommandResult(int ExitCode, string Answer, string Error);
