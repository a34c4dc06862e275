using Kotwal.Collectors.Tests.Spool;

namespace Kotwal.Collectors.Tests;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        if (args is [CrashingAppender.Command, var folder, var round])
        {
            return CrashingAppender.RunAsync(folder, round);
        }

        return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
                args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }
}
