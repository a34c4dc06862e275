using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Kotwal.Inputs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kotwal.Commands;

/// <summary>The one list of commands, and what becomes of their failures.</summary>
internal static class CommandLine
{
    // How long a command may take to end after a signal. A server closes its doors and writes what it has taken: that is given
    // more time than the library's two seconds, after which it would be cut off.
    private static readonly TimeSpan EndingTime = TimeSpan.FromMinutes(1);

    private const string SettingsReader = "Microsoft.Extensions.Configuration.Binder";

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Kotwal keeps a smart city's systems safe: hears them, detects attacks, helps people act.")
        {
            DemoCommand.Create(),
            ServeCommand.Create(),
            TokenCommand.Create(),
            AuditCommand.Create(),
            AccessCommand.Create(),
            CityCommand.Create(),
            ScanCommand.Create(),
            ParseCommand.Create(),
            RulesCommand.Create(),
            ExplainCommand.Create(),
            QueryCommand.Create(),
            VerifyCommand.Create(),
            HoldCommand.Create(),
            EvidenceCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            CoverageCommand.Create(),
            KeysCommand.Create(),
            DecryptCommand.Create(),
            DoctorCommand.Create(),
            LakeReaderCommand.Create(),
        };

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await System.Console.Error.WriteLineAsync("kotwal: " + error.Message);
            }

            await System.Console.Error.WriteLineAsync("Try 'kotwal --help'.");
            return ExitCode.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = EndingTime });
        }
        catch (BadInputException error)
        {
            return await SayAsync(error.Message, ExitCode.BadInput);
        }
        catch (InvalidDataException error)
        {
            return await SayAsync(error.Message, ExitCode.BadInput);
        }
        catch (OptionsValidationException error)
        {
            return await SayAsync(string.Join(" ", error.Failures), ExitCode.BadInput);
        }
        catch (InvalidOperationException error) when (error.Source == SettingsReader)
        {
            // A value that is no number, or no such word; the sentence names the key.
            return await SayAsync(error.Message, ExitCode.BadInput);
        }
        catch (OperationCanceledException)
        {
            return await SayAsync("stopped.", ExitCode.WorldFailed);
        }
        catch (HttpRequestException error) when (error.InnerException is AuthenticationException untrusted)
        {
            return await SayAsync(untrusted.Message, ExitCode.WorldFailed);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException
            or SocketException or DbException or DbUpdateException)
        {
            return await SayAsync(error.Message, ExitCode.WorldFailed);
        }
    }

    private static async Task<int> SayAsync(string message, int code)
    {
        await System.Console.Error.WriteLineAsync("kotwal: " + message);
        return code;
    }
}
