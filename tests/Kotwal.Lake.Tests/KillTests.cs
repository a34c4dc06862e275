using System.Diagnostics;
using System.Globalization;
using Kotwal.Lake.Tests.Children;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests;

public sealed class KillTests
{
    private const int Rounds = 10;

    [Fact]
    public async Task A_kill_at_any_moment_neither_loses_nor_doubles_what_was_appended()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20260314);

        for (var round = 0; round < Rounds; round++)
        {
            var acknowledged = await AppendAndKillAsync(folder.Path, lines: random.Next(2, 14), TestContext.Current.CancellationToken);
            await using var store = Some.Store(folder.Path);
            var storedUpTo = store.StoredUpTo(Some.Spool);

            Assert.InRange(storedUpTo, acknowledged, acknowledged + AppendUntilKilled.EventsPerBatch);
            AssertHolds(store, folder.Path, storedUpTo);
        }
    }

    private static async Task<long> AppendAndKillAsync(string folder, int lines, CancellationToken cancel)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["append-until-killed", folder]) { RedirectStandardOutput = true })!;
        var last = "0";
        for (var line = 0; line < lines; line++)
        {
            last = await child.StandardOutput.ReadLineAsync(cancel) ?? throw new InvalidOperationException("The child died by itself.");
        }

        child.Kill();
        await child.WaitForExitAsync(cancel);
        while (await child.StandardOutput.ReadLineAsync(cancel) is { } more)
        {
            last = more;
        }

        return long.Parse(last, CultureInfo.InvariantCulture);
    }

    private static void AssertHolds(LakeEventStore store, string folder, long storedUpTo)
    {
        var rows = Outsider.Ask($"SELECT count(*), count(DISTINCT \"event.id\"), count(DISTINCT \"event.original\") FROM {Outsider.Files(folder)}")[0];
        var listed = store.Manifest.All().ToList();

        Assert.Equal([storedUpTo, storedUpTo, storedUpTo], rows);
        Assert.Equal(storedUpTo, listed.Sum(segment => segment.Rows));
        Assert.All(listed, segment => Assert.Equal(segment.Bytes, new FileInfo(Path.Combine(folder, segment.Path)).Length));
        Assert.Empty(Directory.EnumerateFiles(folder, "*.tmp", SearchOption.AllDirectories));
    }
}
