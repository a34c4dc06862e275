using CsCheck;
using Kotwal.Events;
using Kotwal.Hunt.Sql;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Compaction;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Words;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Words;

/// <summary>A lake of three merged segments, one of them with several row groups, and of some that are not merged.</summary>
public sealed class PruningLake : IAsyncLifetime
{
    private const int ManyEvents = 45_000;

    private readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    public async ValueTask InitializeAsync()
    {
        var clock = new Clock(Some.Noon);
        await using var store = Some.Store(folder.Path, clock);
        var position = 0;
        for (var day = 0; day < 3; day++)
        {
            for (var part = 0; part < 2; part++)
            {
                position = await AppendAsync(store, position, day == 1 ? ManyEvents / 2 : 40, Some.Noon.AddDays(day));
            }
        }

        clock.Advance(TimeSpan.FromDays(5));
        await MergeAllAsync(store);
        clock.Advance(SegmentMerger.QuietTime);
        await MergeAllAsync(store);
        position = await AppendAsync(store, position, 40, Some.Noon.AddDays(7));
        await AppendAsync(store, position, 40, Some.Noon.AddDays(7));
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<int> AppendAsync(LakeEventStore store, int from, int count, DateTimeOffset at)
    {
        var batch = new EventBatch(Some.Spool);
        for (var number = from; number < from + count; number++)
        {
            Some.Add(batch, number, $"w{number % 7} n{number / 1_000} 10.0.{number / 500}.{number % 250} \u212A{number / 9_000}", at.AddMilliseconds(number), opened => Fill(opened, number));
        }

        await store.AppendAsync(batch, Some.Range(from, from + count), CancellationToken.None);
        return from + count;
    }

    private static void Fill(EventBatch batch, int number)
    {
        batch.Add(Field.Of("user.name"), $"user-{number / 3_000}");
        batch.Add(Field.Of("host.ip"), $"10.1.{number / 5_000}.1");
        batch.Add(Field.Of("host.ip"), $"10.1.{number / 5_000}.2");
        batch.Add(Field.Of("Other"), $"Z{number / 4_000}");
    }

    private static async Task MergeAllAsync(LakeEventStore store)
    {
        while (await store.MergeOnceAsync(CancellationToken.None))
        {
        }
    }
}

public sealed class PruningTests(PruningLake lake) : IClassFixture<PruningLake>
{
    private static readonly Gen<string> Terms = Gen.OneOf(
        Gen.Int[0, 46].Select(number => $"n{number}"),
        Gen.Int[0, 8].Select(number => $"w{number}"),
        Gen.Select(Gen.Int[0, 95], Gen.Int[0, 250]).Select((third, fourth) => $"\"10.0.{third}.{fourth}\""),
        Gen.Int[0, 20].Select(number => $"user.name:user-{number}"),
        Gen.Int[0, 20].Select(number => $"user.name:USER-{number}"),
        Gen.Int[0, 20].Select(number => $"host.ip:10.1.{number}.2"),
        Gen.Int[0, 20].Select(number => $"Other:z{number}"),
        Gen.Int[0, 10].Select(number => $"k{number}"),
        Gen.Int[0, 46].Select(number => $"*{number}"),
        Gen.Const("nothing"));

    private static readonly Gen<string> Searches = Gen.Select(Terms, OneOf(" ", " OR ", " NOT "), Terms, OneOf(" ", " OR "), Terms)
        .Select((one, first, two, second, three) => $"({one}{first}{two}){second}{three}");

    private static readonly Gen<string> Conditions = Gen.Select(
            OneOf("user.name", "event.original", "Other", "host.ip", "tags"),
            OneOf("==", "=~", "has", "contains", "startswith", "endswith", "hasprefix", "!has", "!="),
            OneOf("user-3", "USER-5", "n4", "w1 n7", "Z9", "10.1.3.1", "0.1.3", "n40 10.0.", " n1", "z1"))
        .Select((field, comparison, value) => $"{field} {comparison} '{value}'");

    private static readonly Gen<string> Hunts = Gen.OneOf(
        Searches,
        Gen.Select(Conditions, OneOf("and", "or"), Conditions).Select((left, joint, right) => $"| where {left} {joint} {right}"),
        Gen.Select(Terms, Conditions).Select((term, condition) => $"{term} | where {condition}"),
        Gen.Const("| where user.name in ('user-2', 'user-4') | where event.original has_any ('n6', 'n13', 'n99')"));

    [Fact]
    public async Task Filters_change_no_answer()
    {
        using var plain = new TemporaryFolder();
        CopyWithoutFilters(lake.Folder, plain.Path);
        await using var pruned = LakeReader.Open(Some.Options(lake.Folder), TimeProvider.System);
        await using var unpruned = LakeReader.Open(Some.Options(plain.Path), TimeProvider.System);

        Hunts.Sample(
            hunt => Assert.Equal(CountAsync(unpruned, hunt).GetAwaiter().GetResult(), CountAsync(pruned, hunt).GetAwaiter().GetResult()),
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Every_merged_segment_has_a_filter() => Assert.Equal(3, Filters(lake.Folder).Count);

    [Theory]
    [InlineData("n0", 2)]
    [InlineData("\"10.0.3.7\"", 1)]
    [InlineData("Other:z0", 2)]
    public void A_rare_word_leaves_most_of_the_lake_unread(string hunt, int holders)
    {
        var choice = Choice(hunt);

        Assert.InRange(choice.RowGroups.Count, holders + Unmerged, holders + Unmerged + 1);
        Assert.Equal(holders + Unmerged, choice.InPart.Count);
    }

    [Fact]
    public void A_word_of_no_event_leaves_nothing_but_what_has_no_filter()
    {
        var choice = Choice("nosuchword norsuchaword");

        Assert.Equal(Unmerged, choice.Whole.Count + choice.InPart.Count);
    }

    [Fact]
    public void A_hunt_without_words_reads_everything()
    {
        Assert.Empty(Choice("| summarize count()").RowGroups);
        Assert.Empty(Choice("n0 OR source.port:5").RowGroups);
    }

    [Fact]
    public async Task A_damaged_filter_is_made_again_and_one_that_goes_missing_too()
    {
        using var folder = new TemporaryFolder();
        CopyWithoutFilters(lake.Folder, folder.Path);
        var biggest = Directory.EnumerateFiles(folder.Path, "*.parquet", SearchOption.AllDirectories).MaxBy(path => new FileInfo(path).Length)!;
        var filter = Path.ChangeExtension(biggest, ".words");
        await File.WriteAllTextAsync(filter, "no filter", TestContext.Current.CancellationToken);

        await using (var store = Some.Store(folder.Path))
        {
            await store.MergeOnceAsync(TestContext.Current.CancellationToken);
        }

        var original = Path.Combine(lake.Folder, Path.GetRelativePath(folder.Path, filter));
        Assert.Equal(await File.ReadAllBytesAsync(original, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(filter, TestContext.Current.CancellationToken));
    }

    // Segments of the last day, with one row group each.
    private const int Unmerged = 2;

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(place => texts[place]);

    private SegmentChoice Choice(string hunt)
    {
        var facts = SqlTranslator.Translate(Some.Hunt(hunt), LakeHuntTable.Schema, new SqlOptions(Some.Noon)).Query!.Tables["events"];
        var pruning = new SegmentPruning(new WordFilterCache(lake.Folder, maxBytes: 1_000));
        return pruning.Choose([.. ManifestFile.Load(lake.Folder).All()], facts);
    }

    private static async Task<object?> CountAsync(LakeReader reader, string hunt)
    {
        var found = await reader.QueryAsync(
            Some.Hunt($"{hunt} | summarize n = count(), first = min(event.original), last = max(event.original)"), QueryLimits.Page, CancellationToken.None);
        return string.Join('|', found.Rows[0]);
    }

    private static List<string> Filters(string folder) => [.. Directory.EnumerateFiles(folder, "*.words", SearchOption.AllDirectories)];

    private static void CopyWithoutFilters(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".json" or ".parquet"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
