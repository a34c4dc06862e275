using System.CommandLine;
using Kotwal.Lake;

namespace Kotwal.Commands;

/// <summary>
/// <c>kotwal lake-reader</c>: the process in which the server runs the query engine, so that it can be bounded and killed. Not for
/// people, hence hidden.
/// </summary>
internal static class LakeReaderCommand
{
    public static Command Create()
    {
        var command = new Command("lake-reader", "Answers the server's queries over standard input and output.") { Hidden = true };
        command.SetAction(async (_, cancel) =>
        {
            await using var input = System.Console.OpenStandardInput();
            await using var output = System.Console.OpenStandardOutput();
            await LakeReaderProcess.RunAsync(input, output, cancel);
            return ExitCode.Done;
        });
        return command;
    }
}
