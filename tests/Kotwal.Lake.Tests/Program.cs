using Kotwal.Lake.Tests.Children;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Kotwal.Lake.Tests;

/// <summary>Runs the tests, or one of the programs that tests start as children.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["lake-reader"]:
                await LakeReaderProcess.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), CancellationToken.None);
                return 0;
            case ["append-until-killed", var folder]:
                await AppendUntilKilled.RunAsync(folder);
                return 0;
            case ["cool-until-killed", var folder]:
                await CoolUntilKilled.RunAsync(folder);
                return 0;
            case ["keep-until-killed", var folder]:
                await KeepUntilKilled.RunAsync(folder);
                return 0;
        }

        return args.Contains("--server") || args.Contains("--internal-msbuild-node")
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
