using System.Diagnostics;
using System.Globalization;

namespace Kotwal.Collectors.Tests.Syslog;

/// <summary>The <c>logger</c> of util-linux, as every Debian and Red Hat machine has it.</summary>
public sealed class LoggerTests
{
    [Theory]
    [InlineData("-d", "--rfc5424", "<13>1 ")]
    [InlineData("-d", "--rfc3164", "<13>")]
    [InlineData("-T", "--rfc5424", "<13>1 ")]
    [InlineData("-T", "--rfc3164", "<13>")]
    [InlineData("-T --octet-count", "--rfc5424", "<13>1 ")]
    public async Task Logger_is_understood(string transport, string format, string start)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/logger"), "logger is not installed.");
        await using var doors = await RunningDoors.StartAsync();
        var port = transport == "-d" ? doors.UdpPort : doors.TcpPort;
        using var logger = Process.Start("/usr/bin/logger", [
            "-n", "127.0.0.1", "-P", port.ToString(CultureInfo.InvariantCulture), .. transport.Split(' '), format, "-t", "kotwal-test", "a door at ward 7"]);

        await logger.WaitForExitAsync(Some.Cancel);
        var kept = Assert.Single(await doors.ReadAsync(1));

        Assert.StartsWith(start, kept.Text, StringComparison.Ordinal);
        Assert.EndsWith("a door at ward 7", kept.Text, StringComparison.Ordinal);
        Assert.Contains("kotwal-test", kept.Text, StringComparison.Ordinal);
    }
}
