using System.Text.RegularExpressions;
using Kotwal.Events;
using Kotwal.Events.Schema;
using Kotwal.Lake.Retention;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests.Retention;

public sealed class RetentionClassTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void By_default_everything_is_kept_for_a_year()
    {
        var classes = RetentionClasses.Of(new LakeOptions());

        Assert.Equal("standard", Assert.Single(classes.All).Name);
        Assert.Equal(365, classes.All[0].Days);
        Assert.True(new RetentionClassCheck().Validate(null, new LakeOptions()).Succeeded);
    }

    [Fact]
    public async Task A_batch_is_parted_by_class_into_folders_of_their_own_and_read_as_one()
    {
        using var folder = new TemporaryFolder();
        await using var store = LakeEventStore.Open(WithClasses(folder.Path), NullLogger<LakeEventStore>.Instance, TimeProvider.System);
        var batch = new EventBatch(Some.Spool);
        Add(batch, 0, "netflow-core");
        Add(batch, 1, "gate", severity: 7);
        Add(batch, 2, "gate", severity: 3);
        Add(batch, 3, "gate", level: "DEBUG");
        Add(batch, 4, "gate");

        await store.AppendAsync(batch, Some.Range(0, 5), Cancel);

        Assert.Equal(
            [("chatter", 2L), ("flows", 1L), ("standard", 2L)],
            store.Manifest.Segments.Select(segment => (segment.Class, segment.Rows)).Order());
        Assert.All(store.Manifest.Segments, segment => Assert.StartsWith($"day=2026-03-14/class={segment.Class}/", segment.Path, StringComparison.Ordinal));
        Assert.Equal([[5L]], Outsider.Ask($"SELECT count(DISTINCT \"event.id\") FROM {Outsider.Files(folder.Path)}"));
    }

    [Fact]
    public async Task Segments_of_two_classes_are_not_merged_into_one()
    {
        using var folder = new TemporaryFolder();
        var clock = new Clock(Some.Noon);
        await using var store = LakeEventStore.Open(WithClasses(folder.Path), NullLogger<LakeEventStore>.Instance, clock);
        for (var from = 0; from < 40; from += 2)
        {
            var batch = new EventBatch(Some.Spool);
            Add(batch, from, "netflow-core");
            Add(batch, from + 1, "gate");
            await store.AppendAsync(batch, Some.Range(from, from + 2), Cancel);
        }

        await Some.FoldAsync(store, clock);

        var segments = Assert.Single(store.Manifest.Folded).Value.Segments;
        Assert.Equal([("flows", 20L), ("standard", 20L)], segments.Select(segment => (segment.Class, segment.Rows)).Order());
    }

    [Theory]
    [InlineData(180, "2026-11-23", 180)]
    [InlineData(180, "2027-05-12", 180)]
    [InlineData(180, "2027-05-13", 365)]
    [InlineData(400, "2027-05-13", 400)]
    public void What_the_law_asks_on_a_day_is_kept_whatever_the_setting_says(int days, string today, int expected) =>
        Assert.Equal(expected, Class(days).DaysOn(DateOnly.ParseExact(today, "O", null)));

    [Fact]
    public void A_folder_is_over_when_its_last_event_is_older_than_the_days()
    {
        var kept = Class(180);

        Assert.False(kept.IsOver(new(2026, 1, 1), new(2026, 6, 30)));
        Assert.True(kept.IsOver(new(2026, 1, 1), new(2026, 7, 1)));
    }

    [Fact]
    public void A_class_below_the_legal_minimum_needs_somebodys_word()
    {
        var options = new LakeOptions { Classes = { new() { Name = "flows", Days = 30 } } };
        var check = new RetentionClassCheck();

        var refused = check.Validate(null, options);
        options.Classes[0].BelowLegalMinimum = "Flows are no logs of systems: order 12/2026 of the commissioner.";

        Assert.Contains("Lake:Classes:0:Days is 30", Assert.Single(refused.Failures!), StringComparison.Ordinal);
        Assert.True(check.Validate(null, options).Succeeded);
        Assert.Equal(30, RetentionClasses.Of(options).All[0].DaysOn(new(2030, 1, 1)));
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("Flows")]
    public void A_name_that_is_no_name_is_refused(string name) =>
        Assert.False(new RetentionClassCheck().Validate(null, new LakeOptions { Classes = { new() { Name = name, Days = 365 } } }).Succeeded);

    [Fact]
    public async Task A_lake_of_the_version_before_is_read_and_its_manifest_kept_aside()
    {
        using var folder = new TemporaryFolder();
        await using (var store = Some.Store(folder.Path))
        {
            await store.AppendAsync(Some.Batch(0, 3), Some.Range(0, 3), Cancel);
        }

        MakeOld(folder.Path);
        var old = await File.ReadAllTextAsync(folder["manifest.json"], Cancel);
        await using var again = Some.Store(folder.Path);
        await again.AppendAsync(Some.Batch(3, 1), Some.Range(3, 4), Cancel);

        Assert.Equal(["standard", "standard"], again.Manifest.Segments.Select(segment => segment.Class));
        Assert.Contains("\"version\": 2", await File.ReadAllTextAsync(folder["manifest.json"], Cancel), StringComparison.Ordinal);
        Assert.Equal(old, await File.ReadAllTextAsync(folder["before-version-2/manifest.json"], Cancel));
        Assert.Equal([[4L]], Outsider.Ask($"SELECT count(*) FROM {Outsider.Files(folder.Path)}"));
    }

    // As the program before this one left it: segments right below the day, no class in the manifest.
    private static void MakeOld(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.parquet", SearchOption.AllDirectories))
        {
            File.Move(file, Path.Combine(Path.GetDirectoryName(file)!, "..", Path.GetFileName(file)));
            Directory.Delete(Path.GetDirectoryName(file)!);
        }

        var manifest = Path.Combine(folder, "manifest.json");
        var text = File.ReadAllText(manifest).Replace("\"version\": 2", "\"version\": 1", StringComparison.Ordinal)
            .Replace("/class=standard", "", StringComparison.Ordinal);
        var lines = string.Join('\n', text.Split('\n').Where(line => !line.Contains("\"class\"", StringComparison.Ordinal)));
        File.WriteAllText(manifest, Regex.Replace(lines, @",(\s*[}\]])", "$1"));
    }

    private static RetentionClass Class(int days) => new(new RetentionClassOptions { Name = "kept", Days = days });

    private static LakeOptions WithClasses(string folder)
    {
        var options = Some.Options(folder);
        options.Classes.Add(new() { Name = "flows", Days = 365, Sources = { "netflow*" } });
        options.Classes.Add(new() { Name = "chatter", Days = 365, Levels = { "debug" } });
        return options;
    }

    private static void Add(EventBatch batch, long position, string source, int? severity = null, string? level = null)
    {
        batch.Begin(new Events.Record("x"u8.ToArray(), new RecordOrigin { Source = source, Transport = "test" }, EventTime.From(Some.Noon), position, false));
        if (severity is { } code)
        {
            batch.Add(Field.Of("log.syslog.severity.code"), code);
        }

        if (level is not null)
        {
            batch.Add(Ecs.LogLevel, level);
        }

        batch.End();
    }
}
