using Kotwal.City.Work;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Own;
using Kotwal.Collectors.Spool;
using Kotwal.Events;
using Kotwal.Health;
using Kotwal.Lake;
using Kotwal.Testing;
using Kotwal.Tests.Pipeline;
using Kotwal.Watch.Health;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kotwal.Tests.Health;

/// <summary>What is given up as the room ends, and taken back.</summary>
public sealed class SpaceCheckTests
{
    [Theory]
    [InlineData(50, SpaceStep.None)]
    [InlineData(9, SpaceStep.StopHunts)]
    [InlineData(6, SpaceStep.StopMerging)]
    [InlineData(4, SpaceStep.Shrink)]
    [InlineData(1, SpaceStep.Refuse)]
    public async Task Each_step_takes_those_before_it_with_it_and_is_told(int percent, object step)
    {
        await using var house = await House.OpenAsync();
        house.FreePercent = percent;

        await house.LookAsync();

        Assert.Equal(step, house.Check.Step);
        Assert.Equal((SpaceStep)step >= SpaceStep.StopHunts, house.Pause.IsPaused);
        Assert.Equal((SpaceStep)step >= SpaceStep.StopMerging, house.Lake.IsMergingPaused);
        Assert.Equal((SpaceStep)step >= SpaceStep.Shrink, house.Lake.KeepsLegalMinimumOnly);
        Assert.Equal((SpaceStep)step >= SpaceStep.Refuse, house.Spool.RefusesSenders);
        Assert.Equal((SpaceStep)step > SpaceStep.None ? 1 : 0, house.Book.Ill.Count(one => one.Kind == SpaceCheck.Short));
    }

    [Fact]
    public async Task A_step_is_taken_back_only_when_there_is_clearly_more_room()
    {
        await using var house = await House.OpenAsync();
        var steps = new List<SpaceStep>();
        foreach (var percent in (int[])[1, 2, 4, 8, 11, 16])
        {
            house.FreePercent = percent;
            await house.LookAsync();
            steps.Add(house.Check.Step);
        }

        Assert.Equal([SpaceStep.Refuse, SpaceStep.Refuse, SpaceStep.Shrink, SpaceStep.StopMerging, SpaceStep.StopHunts, SpaceStep.None], steps);
        Assert.Empty(house.Book.Ill);
    }

    [Fact]
    public async Task A_share_of_the_lake_that_is_used_up_counts_as_a_full_disk()
    {
        await using var house = await House.OpenAsync(new HealthOptions { LakeMegabytes = 100 });
        house.LakeBytes = 99 << 20;

        await house.LookAsync();

        Assert.Equal(SpaceStep.Refuse, house.Check.Step);
        Assert.Contains("the lake's share", Assert.Single(house.Book.Ill, one => one.Kind == SpaceCheck.Short).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_senders_wait_while_the_programs_own_records_and_datagrams_pass()
    {
        await using var house = await House.OpenAsync();
        house.FreePercent = 1;
        await house.LookAsync();

        var sender = house.Spool.AppendAsync(Some.Origin, "one"u8.ToArray(), isTruncated: false, Some.Cancel).AsTask();
        await house.Spool.AppendAsync(new RecordOrigin { Source = "kotwal-health", Transport = OwnDoor.Kind }, "two"u8.ToArray(), isTruncated: false, Some.Cancel);
        var isTaken = house.Spool.TryAppend(Some.Origin, "three"u8, isTruncated: false);
        var waited = !sender.IsCompleted;
        house.FreePercent = 50;
        await house.LookAsync();
        await sender;

        Assert.True(isTaken);
        Assert.True(waited);
    }

    [Fact]
    public async Task A_disk_that_fills_is_foreseen()
    {
        await using var house = await House.OpenAsync();
        for (var hour = 0; hour < 10; hour++)
        {
            house.FreePercent = 90 - hour;
            await house.LookAsync();
            house.Clock.Step(TimeSpan.FromHours(1));
        }

        Assert.Contains("full on 2026-03-05", Assert.Single(house.Book.Ill, one => one.Kind == SpaceCheck.Forecast).Words, StringComparison.Ordinal);
    }

    private sealed class House : IRoom, IAsyncDisposable
    {
        private readonly TemporaryFolder folder = new();
        private readonly SourceLedger ledger = new(TimeProvider.System);

        public double FreePercent { get; set; } = 50;

        public long LakeBytes { get; set; }

        public SteppedClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

        public required Spool Spool { get; init; }

        public LakeEventStore Lake { get; private set; } = null!;

        public WorkPause Pause { get; } = new();

        public HealthBook Book { get; private set; } = null!;

        public SpaceCheck Check { get; private set; } = null!;

        public static async Task<House> OpenAsync(HealthOptions? options = null)
        {
            var spoolFolder = new TemporaryFolder();
            var house = new House { Spool = await RunningPipeline.OpenSpoolAsync(spoolFolder["spool"]) };
            house.Lake = LakeEventStore.Open(
                new LakeOptions { Folder = house.folder["lake"], ReadInProcess = true }, NullLogger<LakeEventStore>.Instance, house.Clock);
            house.Book = new HealthBook(house.Clock);
            var voice = new HealthVoice(
                house.Book, new OwnDoor(house.Spool, house.ledger, house.Clock), new CityFeed(), house.Clock, NullLogger<HealthVoice>.Instance);
            house.Check = new SpaceCheck(
                new HealthPlaces(house.folder.Path, house.folder["lake"], "", ""), house, house.Spool, house.Lake, house.Pause, voice, Options.Create(options ?? new HealthOptions()), house.Clock);
            return house;
        }

        public async Task LookAsync() => await Check.LookAsync(Some.Cancel);

        public DiskRoom Look(string path) => new((long)(FreePercent * 1_000_000), 100_000_000);

        public long SizeOf(string path, bool isOnlyFiles = false) => LakeBytes;

        public async ValueTask DisposeAsync()
        {
            Check.Dispose();
            await Lake.DisposeAsync();
            await Spool.DisposeAsync();
            ledger.Dispose();
            folder.Dispose();
        }
    }
}
